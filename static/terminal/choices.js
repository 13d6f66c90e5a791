// What is chosen on the page, as entries without their uuid and in words.
import { readable, shift, today } from "./clock.js";
import { otherPlace } from "./finder.js";
import { at, form, say } from "./screen.js";

const RECENT_DAYS = 7; // as many before yesterday can be chosen by one press

const listeners = [];

function field(name) {
  return form.elements.namedItem(name);
}

function valueOf(name) {
  return field(name).value;
}

function day() {
  if (valueOf("day") === "other") return valueOf("other_day");
  return valueOf("day") === "yesterday" ? shift(today(), -1) : today();
}

// Where, as `{place: part of an entry, words}`, or `{problem: [id of the field, sentence]}`.
function where() {
  const chosenPlace = valueOf("place");
  if (!chosenPlace) return { problem: ["id_place_0", say.noPlace] };
  if (chosenPlace === "other") return otherPlace();
  if (chosenPlace === "county") {
    return { place: { jurisdiction: valueOf("county") }, words: field("county").selectedOptions[0].textContent };
  }
  return { place: { zip_code: chosenPlace }, words: form.querySelector("[name=place]:checked + span").textContent };
}

// How many of what: one line for each item

function lines() {
  return [...form.querySelectorAll(".line")];
}

function box(line) {
  return line.querySelector(".more input");
}

function takesBox(line) {
  return line.querySelector("[type=radio]:checked").value === "more";
}

function quantity(line) {
  return Number(takesBox(line) ? box(line).value : line.querySelector("[type=radio]:checked").value);
}

function mostOf(box) {
  return Number(box.max);
}

function isWrong(line) {
  if (!takesBox(line)) return false;
  return !(Number.isInteger(quantity(line)) && quantity(line) >= 1 && quantity(line) <= mostOf(box(line)));
}

function left() {
  return lines().filter((line) => quantity(line) > 0);
}

function lineWords(line) {
  const number = quantity(line);
  if ("usual" in line.dataset) return number === 1 ? say.one : say.many.replace("COUNT", number);
  return say.each.replace(/COUNT|ITEM/g, (name) => (name === "COUNT" ? number : line.dataset.name));
}

function firstDay() {
  return shift(today(), -Number(say.daysBack));
}

function missing() {
  const { problem } = where();
  if (problem) return problem;
  const wrong = lines().find(isWrong);
  if (wrong) return [box(wrong).id, wrong.dataset.noNumber];
  if (!left().length) return [lines()[0].querySelector("[type=radio]").id, say.noQuantity];
  if (!day() || day() > today() || day() < firstDay()) return ["id_other_day", say.noDay];
  return null;
}

function words(pattern) {
  const parts = {
    WHAT: left().map(lineWords).join(", ") || say.noneYet,
    WHERE: where().words || say.nowhere,
    WHEN: readable(day()),
  };
  return pattern.replace(/WHAT|WHERE|WHEN/g, (name) => parts[name]);
}

// One press as `{entries, words}`, an entry for each item, or `{problem: [id of the field, sentence]}`. One press is
// one person: if it was explained, the first item (a kit, where kits were left) counts one person trained.
export function chosen() {
  const problem = missing();
  if (problem) return { problem };
  const entries = left().map((line, index) => ({
    handed_out_on: day(), item: line.dataset.item, items: quantity(line),
    people_trained: index === 0 && field("explained").checked ? 1 : 0, ...where().place,
  }));
  return { entries, words: words(say.what) };
}

// The days before yesterday, each as one press that fills in the date

function dayChip(day) {
  const chip = Object.assign(document.createElement("label"), { className: "tile" });
  const words = Object.assign(document.createElement("span"), { textContent: readable(day).replace(" ", "\n") });
  chip.append(Object.assign(document.createElement("input"), { type: "radio", name: "recent", value: day }), words);
  return chip;
}

function drawRecentDays() {
  const days = Array.from({ length: RECENT_DAYS }, (_, index) => shift(today(), -2 - index));
  if (at("recent").dataset.first === days[0]) return;
  at("recent").dataset.first = days[0];
  at("recent").replaceChildren(...days.map(dayChip));
  at("recent").hidden = false;
  chooseRecentDay();
}

function chooseRecentDay() {
  for (const chip of at("recent").querySelectorAll("input")) chip.checked = chip.value === valueOf("other_day");
}

// Reads back on the button what would be counted, and keeps the days that can be chosen up to date.
export function draw() {
  field("other_day").max = today();
  field("other_day").min = firstDay();
  drawRecentDays();
  at("go").textContent = words(say.log);
}

// Back to how the page began.
export function reset() {
  form.reset();
  draw();
}

// `tell` is called after every change of a choice.
export function onChange(tell) {
  listeners.push(tell);
}

function choiceChanged({ target }) {
  if (target.name === "recent") field("other_day").value = target.value;
  if (target.name === "other_day") chooseRecentDay();
  draw();
  for (const tell of listeners) tell();
}

function stepNumber({ currentTarget }) {
  const number = currentTarget.parentElement.querySelector("input");
  number.value = Math.min(mostOf(number), Math.max(1, Number(number.value) + Number(currentTarget.dataset.step)));
  choiceChanged({ target: number });
}

export function startChoices() {
  for (const button of form.querySelectorAll(".step")) {
    button.hidden = false;
    button.addEventListener("click", stepNumber);
  }
  form.addEventListener("input", choiceChanged);
  document.addEventListener("visibilitychange", draw);
  setInterval(draw, 20000);
  draw();
}
