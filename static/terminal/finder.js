// "Other place": finds a town by its first letters or a ZIP code by its digits, without a network.
import { at, form, say } from "./screen.js";

const MOST_SHOWN = 60;
const FIVE_DIGITS = /^[0-9]{5}$/;
const PLUS_FOUR = /^[0-9]{5}[^0-9]*[0-9]{4}$/;

let towns = null; // every place of the agency's counties, or null while nobody has told them
let matches = []; // what the list shows
let pointedAt = -1; // which of them the keyboard stands on
let pickedTown = null;

function bareText(text) {
  return text.normalize("NFD").replace(/[^\p{L}\p{N} ]/gu, "").toLowerCase().trim();
}

function typedPlace() {
  return at("id_zip_code").value.trim();
}

// A place: its ZIP code, town, county (a slug), and whether it is counted under the ZIP code or the county only.
function placesIn(counties) {
  const places = [];
  for (const [county, names] of Object.entries(counties)) {
    for (const [town, [named, folded]] of Object.entries(names)) {
      for (const zip of named.split(" ").filter(Boolean)) places.push({ zip, town, county, named: true });
      for (const zip of folded.split(" ").filter(Boolean)) places.push({ zip, town, county, named: false });
    }
  }
  const key = ({ town, zip }) => `${bareText(town)} ${zip}`;
  return places.sort((one, other) => other.named - one.named || key(one).localeCompare(key(other)));
}

async function loadTowns() {
  if (towns) return;
  const response = await fetch(say.towns).catch(() => null);
  if (response?.ok) towns = placesIn(await response.json());
}

function matching(text) {
  if (!towns || !text) return [];
  const searched = /^[0-9]/.test(text) ? nameOf : ({ town }) => town;
  const those = towns.filter((place) => bareText(searched(place)).startsWith(bareText(text))).slice(0, MOST_SHOWN);
  return !those.length && FIVE_DIGITS.test(text) ? [{ zip: text, town: "", outside: true, named: true }] : those;
}

function countyWords({ county }) {
  const option = [...form.elements.namedItem("county").options].find(({ value }) => value === county);
  return option ? option.textContent : "";
}

function nameOf({ zip, town }) {
  return `${zip} ${town}`.trim();
}

function noteOf(place) {
  if (place.outside) return say.outside;
  return place.named ? countyWords(place) : say.underCounty.replace("COUNTY", countyWords(place));
}

// Where, as `{place: part of an entry, words}`, or `{problem: [id of the field, sentence], words}`.
export function otherPlace() {
  const text = typedPlace();
  const place = pickedTown || towns?.find(({ zip }) => zip === text) || (towns ? null : { zip: text, town: "", named: true });
  if (place && FIVE_DIGITS.test(place.zip)) {
    return place.named
      ? { place: { zip_code: place.zip }, words: nameOf(place) }
      : { place: { jurisdiction: place.county }, words: countyWords(place) };
  }
  const sentence = PLUS_FOUR.test(text) ? say.plusFour : FIVE_DIGITS.test(text) ? say.askOutside : say.noZip;
  return { problem: ["id_zip_code", sentence], words: FIVE_DIGITS.test(text) ? text : "" };
}

// The list

function optionOf(place, index) {
  const option = document.createElement("li");
  const note = document.createElement("small");
  note.textContent = noteOf(place);
  option.append(`${nameOf(place)} `, note);
  option.id = `town-${index}`;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", index === pointedAt);
  option.addEventListener("click", () => pickTown(place));
  return option;
}

function drawList(open) {
  const input = at("id_zip_code");
  const isOpen = open && matches.length > 0;
  at("towns").replaceChildren(...(isOpen ? matches.map(optionOf) : []));
  at("towns").hidden = !isOpen;
  input.setAttribute("aria-expanded", isOpen);
  if (!isOpen) input.removeAttribute("aria-activedescendant");
  else pointAt(pointedAt);
}

function pointAt(index) {
  pointedAt = (index + matches.length) % matches.length;
  [...at("towns").children].forEach((option, place) => option.setAttribute("aria-selected", place === pointedAt));
  at("towns").children[pointedAt].scrollIntoView({ block: "nearest" });
  at("id_zip_code").setAttribute("aria-activedescendant", `town-${pointedAt}`);
}

function lookUp() {
  matches = matching(typedPlace());
  pointedAt = 0;
  drawList(true);
  const sentence = matches.length === 1 ? say.oneFound : say.manyFound.replace("COUNT", matches.length);
  at("towns-found").textContent = typedPlace() ? (matches.length ? sentence : say.noneFound) : "";
}

function pickTown(place) {
  pickedTown = place;
  at("id_zip_code").value = nameOf(place);
  matches = [];
  drawList(false);
  form.dispatchEvent(new Event("input"));
}

function typingPlace() {
  pickedTown = null;
  lookUp();
}

function steerList(event) {
  const isOpen = !at("towns").hidden;
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) {
    event.preventDefault();
    if (isOpen) pointAt(pointedAt + steps[event.key]);
    else if (!pickedTown) lookUp();
  } else if (event.key === "Enter" && isOpen) {
    event.preventDefault();
    pickTown(matches[pointedAt]);
  } else if (event.key === "Escape" && isOpen) {
    event.preventDefault();
    drawList(false);
  }
}

function forgetTown() {
  pickedTown = null;
  matches = [];
  drawList(false);
  at("towns-found").textContent = "";
}

function makeCombobox(input) {
  input.labels[0].textContent = say.townOrZip;
  const said = { role: "combobox", inputmode: "text", "aria-autocomplete": "list", "aria-controls": "towns", "aria-expanded": false };
  for (const [name, value] of Object.entries(said)) input.setAttribute(name, value);
}

export function startFinder() {
  const input = at("id_zip_code");
  makeCombobox(input);
  input.addEventListener("input", typingPlace);
  input.addEventListener("keydown", steerList);
  input.addEventListener("focus", () => { if (typedPlace() && !pickedTown) lookUp(); });
  input.addEventListener("blur", () => drawList(false));
  at("towns").addEventListener("pointerdown", (event) => event.preventDefault());
  form.addEventListener("reset", forgetTown);
  // A tap on "Other place" leads on to the box; the arrow keys, which pass over it, do not.
  form.querySelector("[name=place][value=other]").addEventListener("click", ({ detail }) => { if (detail) input.focus(); });
  addEventListener("online", loadTowns);
  loadTowns();
}
