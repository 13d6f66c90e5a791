// Sends what waits, one tab at a time. An entry leaves the queue when a good answer has named its uuid, and no sooner.
import { learn, notInTheFuture, today } from "./clock.js";
import { heldNow, isLetGo } from "./hold.js";
import { all, amend, isDoubtful, isPressedHere, lastSeen, onMissing, remove } from "./queue.js";
import { say } from "./screen.js";

const AT_MOST = 100;
const EVERY = 30000;
const SOON = 5000;
const NO_ANSWER_AFTER = 10000;

// What the last attempt met: no network at all, or a sentence of the server that somebody has to act on: it wants
// something of us, or it has a fault. A busy one (503) only wants the same again.
export const met = { noAnswer: false, sentence: "" };

const afterwards = [];
const seenFree = new Set(); // entries that no tab held when it was last asked, so none ever will
const behind = new Set(); // entries on which the server stumbled alone: every other one goes first
let most = AT_MOST;
let notBefore = 0;
let running = null;
let isAskedAgain = false;
let soon = 0;

function asSent({ message, ...entry }) {
  return { ...entry, handed_out_on: notInTheFuture(entry.handed_out_on) };
}

// One request; its answer as {status, told, wait}, where `told` is null unless it is whole and JSON, or null for none.
async function post(entries, isLeaving) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), NO_ANSWER_AFTER);
  try {
    const response = await fetch(say.entries, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Terminal-Agency": say.agency },
      body: JSON.stringify({ entries: entries.map(asSent) }),
      redirect: "manual",
      keepalive: isLeaving,
      signal: stop.signal,
    });
    learn(response.headers.get("Terminal-Clock"));
    const wait = Number(response.headers.get("Retry-After")) * 1000 || 0;
    return { status: response.status, told: await response.json().catch(() => null), wait };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

// A device that was ahead of the server has now learnt the time: its entry is put right and sent again.
function refuse(entry, { field, message }) {
  const isAhead = field === "handed_out_on" && entry.handed_out_on > today();
  return amend(entry.uuid, isAhead ? { handed_out_on: today() } : { message: String(message) });
}

// Takes a good answer to heart; says whether it named any entry.
async function heed(entries, told) {
  const stored = entries.filter(({ uuid }) => told?.stored?.includes?.(uuid));
  if (stored.length) await remove(stored.map(({ uuid }) => uuid), true);
  const others = entries.filter((entry) => !stored.includes(entry));
  const refused = others.flatMap((entry) => {
    const refusal = told?.refused?.find?.(({ uuid }) => uuid === entry.uuid);
    return refusal ? [[entry, refusal]] : [];
  });
  for (const [entry, refusal] of refused) await refuse(entry, refusal);
  return stored.length + refused.length > 0;
}

function note(answer) {
  met.noAnswer = answer === null;
  const { status = 0, told, wait = 0 } = answer || {};
  const asksSomebody = status >= 400 && ![400, 413, 429, 503].includes(status);
  met.sentence = asksSomebody && told?.message ? String(told.message) : "";
  if (wait) notBefore = performance.now() + wait;
}

// Says whether to go on with what is left.
async function deliver(entries) {
  const answer = await post(entries, false);
  note(answer);
  if (!answer) return false;
  const { status, told, wait } = answer;
  if (status >= 200 && status < 300) {
    most = Math.min(AT_MOST, most * 4);
    return heed(entries, told);
  }
  if (status === 400 || status === 413) return divide(entries, told);
  if (status >= 500 && !wait) stumble(entries);
  return false;
}

// An answer to the batch as a whole: the entry that is meant is found by halves, and refused when it is alone.
async function divide(entries, told) {
  if (entries.length === 1) {
    if (!told?.message) stumble(entries);
    else await amend(entries[0].uuid, { message: String(told.message) });
    return Boolean(told?.message);
  }
  const middle = Math.ceil(entries.length / 2);
  return (await deliver(entries.slice(0, middle))) && deliver(entries.slice(middle));
}

// A fault may be one entry's doing: fewer at a time, and the one that is alone with it waits behind all others.
function stumble(entries) {
  most = Math.max(1, Math.floor(entries.length / 4));
  if (entries.length > 1) return;
  behind.delete(entries[0].uuid);
  behind.add(entries[0].uuid);
  most = AT_MOST;
}

async function batch() {
  const waiting = (await all()).filter(({ uuid, message }) => message === undefined && !isDoubtful(uuid));
  const held = await heldNow();
  const free = waiting.filter(({ uuid }) => !held.has(uuid));
  seenFree.clear();
  for (const { uuid } of free) seenFree.add(uuid);
  const first = free.filter(({ uuid }) => !behind.has(uuid));
  if (first.length) return first.slice(0, most);
  return [...behind].flatMap((uuid) => free.filter((entry) => entry.uuid === uuid)).slice(0, 1);
}

async function deliverAll() {
  clearTimeout(soon);
  for (;;) {
    if (performance.now() < notBefore) {
      soon = setTimeout(sendAll, Math.ceil(notBefore - performance.now()));
      return;
    }
    const entries = await batch();
    if (!entries.length) return;
    if (!(await deliver(entries))) {
      soon = setTimeout(sendAll, Math.max(SOON, Math.ceil(notBefore - performance.now())));
      return;
    }
  }
}

// One tab at a time, where the browser can say so; where it cannot, the uuids still count once.
async function alone(work) {
  let isBegun = false;
  try {
    await navigator.locks.request(`lbn send ${say.agency}`, () => { isBegun = true; return work(); });
  } catch {
    if (!isBegun) await work();
  }
}

// Sends everything that is not held; resolves when nothing more can be done now.
export function sendAll() {
  isAskedAgain = Boolean(running);
  running ||= alone(deliverAll).catch(() => {}).finally(() => {
    running = null;
    for (const tell of afterwards) tell();
    if (isAskedAgain) sendAll();
  });
  return running;
}

// `tell` is called after every attempt.
export function onSent(tell) {
  afterwards.push(tell);
}

// The page is going or hidden: what is known goes at once, and the answer counts if anybody is left to hear it. What
// another tab may still undo is not for this one to send, and there is no time left to ask who holds what.
export async function sendAndGo() {
  const waiting = lastSeen().filter(({ message }) => message === undefined);
  const free = waiting.filter(({ uuid }) => isLetGo(uuid) || seenFree.has(uuid));
  const entries = free.filter(({ uuid }) => isPressedHere(uuid) || !isDoubtful(uuid)).slice(0, AT_MOST);
  if (!entries.length || performance.now() < notBefore) return;
  const answer = await post(entries, true);
  if (answer?.status >= 200 && answer?.status < 300) await heed(entries, answer.told);
}

export function startSender() {
  addEventListener("online", sendAll);
  onMissing(sendAll);
  setInterval(sendAll, EVERY);
  sendAll();
}
