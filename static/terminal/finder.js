// "Other place": finds a town by its first letters or a ZIP code by its digits, without a network.
import { mayBeZip } from "./prefixes.js";
import { at, form, say } from "./screen.js";

const MOST_SHOWN = 60;
const FIVE_DIGITS = /^[0-9]{5}$/;
const PLUS_FOUR = /^[0-9]{5}[^0-9]*[0-9]{4}$/;

let towns = null; // every place of the agency's counties and of those beside them, or null while nobody told them
let matches = []; // what the list shows
let pointedAt = -1; // which of them the keyboard stands on
let pickedTown = null;

function bareText(text) {
  return text.normalize("NFD").replace(/[^\p{L}\p{N} ]/gu, "").toLowerCase().trim();
}

function typedPlace() {
  return at("id_zip_code").value.trim();
}

// A place: its ZIP code, town, county (a slug), whether it is counted under the ZIP code or the county only, and
// whether it is outside the agency's area or the town only another name of it.
function placesIn({ near = {}, ...counties }) {
  const own = Object.entries(counties).flatMap(([county, names]) => placesOf(names, { county }));
  const beside = Object.entries(near).flatMap(
    ([county, [label, names]]) => placesOf(names, { county, label, outside: true }),
  );
  const key = ({ town, zip }) => `${bareText(town)} ${zip}`;
  const inOrder = (one, other) => other.named - one.named || key(one).localeCompare(key(other));
  return [...own.sort(inOrder), ...beside.sort(inOrder)];
}

function placesOf(names, shared) {
  const places = [];
  const others = [];
  for (const [town, [named, folded, also = ""]] of Object.entries(names)) {
    for (const zip of zipsIn(named)) places.push({ zip, town, named: true, ...shared });
    for (const zip of zipsIn(folded)) places.push({ zip, town, named: false, ...shared });
    for (const zip of zipsIn(also)) others.push({ zip, town });
  }
  const placeOf = new Map(places.map((place) => [place.zip, place]));
  return [...places, ...others.map(({ zip, town }) => ({ ...placeOf.get(zip), town, isOtherName: true }))];
}

function zipsIn(text) {
  return text.split(" ").filter(Boolean);
}

async function loadTowns() {
  if (towns) return;
  const response = await fetch(say.towns).catch(() => null);
  if (response?.ok) towns = placesIn(await response.json());
}

function matching(text) {
  if (!towns || !text) return [];
  const isOf = /^[0-9]/.test(text)
    ? (place) => !place.isOtherName && bareText(nameOf(place)).startsWith(bareText(text))
    : ({ town }) => bareText(town).startsWith(bareText(text));
  const those = towns.filter(isOf).slice(0, MOST_SHOWN);
  const isElsewhere = !those.length && FIVE_DIGITS.test(text) && mayBeZip(text);
  return isElsewhere ? [{ zip: text, town: "", outside: true, named: true }] : those;
}

function countyWords({ county, label = "" }) {
  const option = [...form.elements.namedItem("county").options].find(({ value }) => value === county);
  return option ? option.textContent : label;
}

function nameOf({ zip, town }) {
  return `${zip} ${town}`.trim();
}

function noteOf(place) {
  const county = place.named ? countyWords(place) : say.underCounty.replace("COUNTY", countyWords(place));
  return place.outside ? [county, say.outside].filter(Boolean).join(" · ") : county;
}

// The place of five digits that may be a ZIP code.
function placeOfZip(zip) {
  return (towns ? matching(zip)[0] : null) || { zip, town: "", named: true };
}

// Where, as `{place: part of an entry, words}`, or `{problem: [id of the field, sentence, what a "yes" would do]}`.
export function otherPlace() {
  const text = typedPlace();
  if (PLUS_FOUR.test(text)) return { problem: ["id_zip_code", say.plusFour] };
  if (!pickedTown && !FIVE_DIGITS.test(text)) return { problem: ["id_zip_code", say.noZip] };
  if (!pickedTown && !mayBeZip(text)) return { problem: ["id_zip_code", say.noPrefix] };
  const place = pickedTown || placeOfZip(text);
  if (place.outside && !pickedTown) {
    return { problem: ["id_zip_code", say.askOutside.replace("PLACE", nameOf(place)), () => pickTown(place)] };
  }
  return place.named
    ? { place: { zip_code: place.zip }, words: nameOf(place) }
    : { place: { jurisdiction: place.county }, words: countyWords(place) };
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
  at("towns-found").textContent = typedPlace() ? foundWords(typedPlace()) : "";
}

function foundWords(text) {
  if (FIVE_DIGITS.test(text) && matches[0]?.outside) return say.askOutside.replace("PLACE", nameOf(matches[0]));
  if (matches.length) return matches.length === 1 ? say.oneFound : say.manyFound.replace("COUNT", matches.length);
  return FIVE_DIGITS.test(text) && !mayBeZip(text) ? say.noPrefix : say.noneFound;
}

function pickTown(place) {
  pickedTown = place;
  at("id_zip_code").value = nameOf(place);
  matches = [];
  drawList(false);
  at("towns-found").textContent = "";
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
