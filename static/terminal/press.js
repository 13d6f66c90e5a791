// One press: its entries are on the disk before anything is said, can be undone while they are held, and are sent then.
import { chosen, draw, onChange, reset } from "./choices.js";
import { hold } from "./hold.js";
import { all, isCounted, keeps, onQueue, put, remove } from "./queue.js";
import { at, form, say } from "./screen.js";
import { onSent, sendAll, sendAndGo } from "./sender.js";
import { drawState } from "./state.js";

const UNDO = 10000;
const SECOND = 1000;
const ENOUGH_TO_READ = 4000;
const NO_SECOND_TAP = 400; // the other half of a double tap must not land on what has come under the finger

let last = null; // the press on screen: its uuids, and `letGo` while it can be undone
let isPressing = false;
let timer = 0;
let ticking = 0;

function newUuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// Says what is in the way; `answer` is what a yes to it does.
function tell(sentence, answer = null) {
  at("problem").hidden = !sentence;
  at("problem").firstElementChild.textContent = sentence;
  at("sure").hidden = !answer;
  at("sure").textContent = answer ? say.yes : "";
  at("sure").onclick = () => { answer(); at("go").focus(); };
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
    const [field, sentence, answer] = problem;
    tell(sentence, answer);
    at(answer ? "sure" : field).focus();
    return;
  }
  lock(true);
  tell("");
  tellDone("");
  const made = entries.map((entry) => ({ uuid: newUuid(), ...entry }));
  const uuids = made.map(({ uuid }) => uuid);
  const letGo = await hold(uuids);
  last = { uuids, letGo };
  await put(made);
  confirm(words);
}

function confirm(words) {
  at("counted-words").textContent = words;
  at("counted").classList.add("waits");
  drawWaiting();
  at("undo").hidden = !last.letGo;
  at("undo").disabled = at("next").disabled = true;
  setTimeout(() => { at("undo").disabled = at("next").disabled = false; }, NO_SECOND_TAP);
  form.hidden = true;
  at("counted").hidden = false;
  at("counted-heading").focus();
  timer = setTimeout(tooLate, UNDO);
  countDown(performance.now() + UNDO);
  drawState();
}

function drawWaiting() {
  at("counted-heading").textContent = keeps() ? say.saved : say.notYet;
  at("counted-note").textContent = keeps() ? say.sentSoon : say.wait;
}

// How long the press can still be undone, in whole seconds.
function countDown(end) {
  clearInterval(ticking);
  const tick = () => { at("undo-left").textContent = Math.max(1, Math.ceil((end - performance.now()) / SECOND)); };
  ticking = setInterval(tick, SECOND);
  tick();
}

// From here on the press is the sender's.
function handOver() {
  clearTimeout(timer);
  clearInterval(ticking);
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
  if (last.uuids.some(isCounted) || !(await remove(last.uuids))) {
    handOver();
    sendAll();
    return;
  }
  handOver();
  last = null;
  show();
  tellDone(say.undone);
  at("go").focus();
}

async function look() {
  if (!last || at("counted").hidden) return;
  drawWaiting();
  if (last.letGo) return;
  const { uuids } = last;
  const left = (await all()).filter(({ uuid }) => uuids.includes(uuid));
  if (last?.uuids !== uuids || left.some(({ message }) => message === undefined)) return;
  last = null;
  if (!uuids.every(isCounted)) {
    fresh();
    return;
  }
  at("counted-heading").textContent = say.counted;
  at("counted-note").textContent = "";
  at("counted").classList.remove("waits");
  drawState();
  clearTimeout(timer);
  timer = setTimeout(fresh, ENOUGH_TO_READ);
}

// What has happened, seen as well as read out; it stays until something is chosen or pressed.
function tellDone(sentence) {
  at("said").textContent = sentence;
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
  tellDone("");
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
  onChange(() => { tell(""); tellDone(""); });
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
