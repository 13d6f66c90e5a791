// The quick reference card, over the page and in print. Without a script its link leads to it just as well.
import { at } from "./screen.js";

export function startCard() {
  for (const link of document.querySelectorAll(".plain-way")) link.remove();
  for (const id of ["show-card", "close-card", "print-card"]) at(id).hidden = false;
  at("show-card").addEventListener("click", () => at("card").showModal());
  at("close-card").addEventListener("click", () => at("card").close());
  at("print-card").addEventListener("click", () => print());
}
