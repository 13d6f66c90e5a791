// What every part of the terminal reads from the page: its form (missing where a browser is set up) and its words.
export const at = (id) => document.getElementById(id);
export const form = at("log");
export const say = form ? form.dataset : {};
