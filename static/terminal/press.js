// One press: its entries are on the disk before anything is said, can be undone while they are held, and are sent then.
import { chosen, draw, onChange, reset } from "./choices.js";
import { hold } from "./hold.js";
import { all, keeps, onQueue, put, remove } from "./queue.js";
import { at, form, say } from "./screen.js";
import { onSent, sendAll, sendAndGo } from "./sender.js";
import { drawState } from "./state.js";

const UNDO = 10000;
const UNDO_WHERE_NOTHING_IS_KEPT = 3000;
const ENOUGH_TO_READ = 4000;
const NO_SECOND_TAP = 400; // the other half of a double tap must not land on what has come under the finger

let last = null; // the press on screen: its uuids, and `letGo` while it can be undone
let isPressing = false;
let timer = 0;

function newUuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function tell(sentence) {
  at("problem").hidden = !sentence;
  at("problem").firstElementChild.textContent = sentence;
}

function lock(isLocked) {
  isPressing = isLocked;
  form.querySelector(".choices").inert = isLocked;
  at("go").setAttribute("aria-disabled", isLocked);
}

async function press(event) {
  event.preventDefault();
  if (isPressing) return;
  const { problem, entries, words } = chosen();
  if (problem) {
    tell(problem[1]);
    at(problem[0]).focus();
    return;
  }
  lock(true);
  tell("");
  const made = entries.map((entry) => ({ uuid: newUuid(), ...entry }));
  const uuids = made.map(({ uuid }) => uuid);
  const letGo = await hold(uuids);
  last = { uuids, letGo };
  await put(made);
  confirm(words);
}

function confirm(words) {
  at("counted-words").textContent = words;
  at("counted-heading").textContent = keeps() ? say.logged : say.notYet;
  at("counted").classList.toggle("waits", !keeps());
  at("undo").hidden = !last.letGo;
  at("undo").disabled = at("next").disabled = true;
  setTimeout(() => { at("undo").disabled = at("next").disabled = false; }, NO_SECOND_TAP);
  form.hidden = true;
  at("counted").hidden = false;
  at("counted-heading").focus();
  timer = setTimeout(tooLate, keeps() ? UNDO : UNDO_WHERE_NOTHING_IS_KEPT);
  drawState();
}

// From here on the press is the sender's.
function handOver() {
  clearTimeout(timer);
  last?.letGo?.();
  if (last) last.letGo = null;
  at("undo").hidden = true;
}

function tooLate() {
  if (at("undo").contains(document.activeElement)) at("counted-heading").focus();
  handOver();
  sendAll();
  if (keeps()) fresh();
}

async function undo() {
  if (!last?.letGo) return;
  clearTimeout(timer);
  if (!(await remove(last.uuids))) {
    handOver();
    sendAll();
    return;
  }
  handOver();
  last = null;
  at("said").textContent = say.undone;
  show();
  at("go").focus();
}

async function look() {
  if (!last || last.letGo || at("counted").hidden) return;
  const { uuids } = last;
  const left = (await all()).filter(({ uuid }) => uuids.includes(uuid));
  if (last?.uuids !== uuids || left.some(({ message }) => message === undefined)) return;
  last = null;
  if (left.length) {
    fresh();
    return;
  }
  at("counted-heading").textContent = say.counted;
  at("counted").classList.remove("waits");
  at("said").textContent = say.counted;
  clearTimeout(timer);
  timer = setTimeout(fresh, ENOUGH_TO_READ);
}

function show() {
  at("counted").hidden = true;
  at("counted-words").textContent = "";
  form.hidden = false;
  lock(false);
  draw();
  drawState();
}

function fresh() {
  clearTimeout(timer);
  last = null;
  reset();
  show();
  at("said").textContent = "";
  at("id_place_0").focus();
}

function another() {
  handOver();
  sendAll();
  fresh();
}

function leave() {
  if (last?.letGo) handOver();
  sendAndGo();
  if (!at("counted").hidden && keeps()) fresh();
}

export function startPress() {
  form.addEventListener("submit", press);
  onChange(() => tell(""));
  onQueue(look);
  onSent(look);
  at("undo").addEventListener("click", undo);
  at("next").addEventListener("click", another);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
    else sendAll();
  });
  addEventListener("pagehide", leave);
}
