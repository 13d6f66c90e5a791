// The town beside a ZIP code that somebody types. Without this file nothing is lost: the page reads the ZIP code.
const source = document.querySelector("[data-towns]").dataset.towns;
const FIVE = /^[0-9]{5}$/;
let places = null; // a promise of ZIP code → "Albany, Albany County", from the first box that is entered on

function load() {
  places ??= fetch(source)
    .then((answer) => answer.json())
    .then((counties) => new Map(
      Object.entries(counties).flatMap(([county, towns]) =>
        Object.entries(towns).flatMap(([town, zips]) =>
          zips.split(" ").map((zip) => [zip, [town, county].filter(Boolean).join(", ")]))),
    ))
    .catch(() => { places = null; return new Map(); });
  return places;
}

function beside(box) {
  let said = box.parentElement.querySelector(".read-as");
  if (!said) {
    said = document.createElement("output");
    said.className = "read-as muted";
    said.htmlFor.add(box.id);
    box.after(said);
  }
  return said;
}

async function say(box) {
  const typed = box.value.trim();
  const found = FIVE.test(typed) ? (await load()).get(typed) : "";
  if (box.value.trim() === typed && (found || box.parentElement.querySelector(".read-as"))) beside(box).textContent = found || "";
}

const isPlace = (element) => element.matches?.("input[list='counties']");
document.addEventListener("focusin", (event) => { if (isPlace(event.target)) load(); });
document.addEventListener("input", (event) => { if (isPlace(event.target)) say(event.target); });
addEventListener("pageshow", () => document.querySelectorAll("input[list='counties']").forEach((box) => { if (box.value) say(box); }));
