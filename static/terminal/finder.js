// "Other place": finds a town by its first letters or a ZIP code by its digits, without a network.
import { at, form, say } from "./screen.js";

const MOST_SHOWN = 60;
const FIVE_DIGITS = /^[0-9]{5}$/;
const PLUS_FOUR = /^[0-9]{5}[^0-9]*[0-9]{4}$/;

let known = null; // every place of the agency's counties, or null while nobody has told them
let found = []; // what the list shows
let pointed = -1; // which of them the keyboard stands on
let picked = null;

function bare(text) {
  return text.normalize("NFD").replace(/[^\p{L}\p{N} ]/gu, "").toLowerCase().trim();
}

function typed() {
  return at("id_zip_code").value.trim();
}

// A place: its ZIP code, town, county (a slug), and whether it is counted under the ZIP code or the county only.
function placesIn(towns) {
  const places = [];
  for (const [county, names] of Object.entries(towns)) {
    for (const [town, [named, folded]] of Object.entries(names)) {
      for (const zip of named.split(" ").filter(Boolean)) places.push({ zip, town, county, named: true });
      for (const zip of folded.split(" ").filter(Boolean)) places.push({ zip, town, county, named: false });
    }
  }
  const key = ({ town, zip }) => `${bare(town)} ${zip}`;
  return places.sort((one, other) => other.named - one.named || key(one).localeCompare(key(other)));
}

async function loadTowns() {
  if (known) return;
  const response = await fetch(say.towns).catch(() => null);
  if (response?.ok) known = placesIn(await response.json());
}

function matching(text) {
  if (!known || !text) return [];
  const starts = /^[0-9]/.test(text) ? ({ zip }) => zip.startsWith(text) : ({ town }) => bare(town).startsWith(bare(text));
  const matches = known.filter(starts).slice(0, MOST_SHOWN);
  return !matches.length && FIVE_DIGITS.test(text) ? [{ zip: text, town: "", outside: true, named: true }] : matches;
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
  const text = typed();
  const place = picked || known?.find(({ zip }) => zip === text) || (known ? null : { zip: text, town: "", named: true });
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
  option.role = "option";
  option.ariaSelected = index === pointed;
  option.addEventListener("click", () => pick(place));
  return option;
}

function drawList(open) {
  const input = at("id_zip_code");
  const isOpen = open && found.length > 0;
  at("towns").replaceChildren(...(isOpen ? found.map(optionOf) : []));
  at("towns").hidden = !isOpen;
  input.ariaExpanded = isOpen;
  if (!isOpen) input.removeAttribute("aria-activedescendant");
  else point(pointed);
}

function point(index) {
  pointed = (index + found.length) % found.length;
  [...at("towns").children].forEach((option, at) => { option.ariaSelected = at === pointed; });
  at("towns").children[pointed].scrollIntoView({ block: "nearest" });
  at("id_zip_code").setAttribute("aria-activedescendant", `town-${pointed}`);
}

function look() {
  found = matching(typed());
  pointed = 0;
  drawList(true);
  const sentence = found.length === 1 ? say.oneFound : say.manyFound.replace("COUNT", found.length);
  at("towns-found").textContent = typed() ? (found.length ? sentence : say.noneFound) : "";
}

function pick(place) {
  picked = place;
  at("id_zip_code").value = nameOf(place);
  found = [];
  drawList(false);
  form.dispatchEvent(new Event("input"));
}

function typing() {
  picked = null;
  look();
}

function steer(event) {
  const isOpen = !at("towns").hidden;
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) {
    event.preventDefault();
    if (isOpen) point(pointed + steps[event.key]);
    else if (!picked) look();
  } else if (event.key === "Enter" && isOpen) {
    event.preventDefault();
    pick(found[pointed]);
  } else if (event.key === "Escape" && isOpen) {
    event.preventDefault();
    drawList(false);
  }
}

function forget() {
  picked = null;
  found = [];
  drawList(false);
  at("towns-found").textContent = "";
}

function makeCombobox(input) {
  input.labels[0].textContent = say.townOrZip;
  input.inputMode = "text";
  input.role = "combobox";
  input.ariaAutoComplete = "list";
  input.ariaExpanded = false;
  input.setAttribute("aria-controls", "towns");
}

export function startFinder() {
  const input = at("id_zip_code");
  makeCombobox(input);
  input.addEventListener("input", typing);
  input.addEventListener("keydown", steer);
  input.addEventListener("focus", () => { if (typed() && !picked) look(); });
  input.addEventListener("blur", () => drawList(false));
  at("towns").addEventListener("pointerdown", (event) => event.preventDefault());
  form.addEventListener("reset", forget);
  // A tap on "Other place" leads on to the box; the arrow keys, which pass over it, do not.
  form.querySelector("[name=place][value=other]").addEventListener("click", ({ detail }) => { if (detail) input.focus(); });
  addEventListener("online", loadTowns);
  loadTowns();
}
