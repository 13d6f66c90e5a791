// The one honest line at the top, what the server will not take, and what waits for another agency.
import { readable } from "./clock.js";
import { all, keeps, lastSeen, missingNow, onMissing, onQueue, remove, waitingFor } from "./queue.js";
import { at, form, say } from "./screen.js";
import { met, onSent, sendAll } from "./sender.js";

const AGENCIES = "lbn-agencies";

let isDrawing = false;
let isStale = false;

function countOf(sentences, number) {
  const [one, many] = sentences.split("|");
  return number === 1 ? one : many.replace("COUNT", number);
}

// What is so, as [how it looks, sentence].
function line(waiting, refused) {
  const lost = missingNow();
  const isOffline = met.noAnswer || !navigator.onLine;
  if (!keeps() && (waiting || at("counted").hidden)) return ["gone", say.wait];
  if (lost) return ["gone", countOf(isOffline ? say.missingOffline : say.missing, lost)];
  if (!waiting) return refused ? ["gone", countOf(say.notCounted, refused)] : ["good", say.allCounted];
  return ["waits", countOf(isOffline ? say.noNetwork : say.waiting, waiting)];
}

// Writes only what differs: a screen reader speaks every change.
function write(id, text) {
  if (at(id).textContent !== text) at(id).textContent = text;
}

function placeOf({ zip_code: zip, jurisdiction }) {
  if (zip) return zip;
  return [...form.elements.county.options].find(({ value }) => value === jurisdiction)?.textContent || jurisdiction;
}

function refusedLine(entry) {
  const item = at("refused-line").content.cloneNode(true).firstElementChild;
  const [words, reason] = item.querySelectorAll("p > *");
  words.textContent = `${entry.items} · ${placeOf(entry)} · ${readable(entry.handed_out_on)}`;
  reason.textContent = entry.message;
  item.querySelector("button").addEventListener("click", async () => {
    await remove([entry.uuid]);
    at("go").focus();
  });
  return item;
}

function drawRefused(refused) {
  const uuids = refused.map(({ uuid }) => uuid).join(" ");
  if (at("refused").dataset.shown === uuids) return;
  at("refused").dataset.shown = uuids;
  at("refused").hidden = !uuids;
  at("refused-lines").replaceChildren(...refused.map(refusedLine));
}

async function drawOnce() {
  const entries = await all();
  const refused = entries.filter(({ message }) => message !== undefined);
  const waiting = entries.length - refused.length;
  const [tone, sentence] = line(waiting, refused.length);
  write("state", sentence);
  at("state").dataset.tone = tone;
  at("send").hidden = !waiting;
  at("blocked").hidden = !met.sentence || !waiting;
  write("blocked", met.sentence);
  drawRefused(refused);
}

// However often it is asked for meanwhile, it is drawn once more.
export async function drawState() {
  isStale = true;
  if (isDrawing) return;
  isDrawing = true;
  try {
    while (isStale) {
      isStale = false;
      await drawOnce();
    }
  } finally {
    isDrawing = false;
  }
}

function agencies() {
  try {
    return JSON.parse(localStorage.getItem(AGENCIES)) || {};
  } catch {
    return {};
  }
}

// The way in has no agency's name: whoever wiped the key or closed the terminal finds here whose entries wait.
function rememberAgency() {
  try {
    localStorage.setItem(AGENCIES, JSON.stringify({ ...agencies(), [say.agency]: say.agencyName }));
  } catch {
    // Nothing is kept here, and the line at the top says so.
  }
}

export async function drawKept() {
  const { one, many } = at("kept").dataset;
  for (const [agency, name] of Object.entries(agencies())) {
    const waiting = await waitingFor(agency).catch(() => 0);
    if (!waiting) continue;
    const words = (waiting === 1 ? one : many).replace(/COUNT|AGENCY/g, (part) => (part === "COUNT" ? waiting : name));
    at("kept").append(Object.assign(document.createElement("p"), { textContent: words }));
    at("kept").hidden = false;
  }
}

export function startState() {
  rememberAgency();
  onQueue(drawState);
  onMissing(rememberAgency);
  onSent(drawState);
  at("send").addEventListener("click", sendAll);
  for (const change of ["online", "offline"]) addEventListener(change, drawState);
  addEventListener("beforeunload", (event) => {
    if (!keeps() && lastSeen().some(({ message }) => message === undefined)) event.preventDefault();
  });
  drawState();
}
