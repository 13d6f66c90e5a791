// The entries that no answer of the server has named yet: in a browser database of their agency, and in this page's
// memory. A database that fails, and iOS closes it behind our back, is opened anew; if it fails again, entries live in
// memory alone and the page says so. A database can also be emptied under an open page ("Clear browsing data"): what is
// not there any more, though nobody has said why, is missing, and is put back from memory.
import { heldElsewhere } from "./hold.js";
import { say } from "./screen.js";

const STORE = "entries";
const TOO_LONG = 5000;
const WORD_MAY_COME = 1000; // so long another tab may take to say that it sent an entry, or took it back

const known = new Map(); // every entry that was pressed or seen here and has not gone
const pressedHere = new Set();
const gone = new Map(); // what is no entry any more: whether the server has stored it, or somebody here took it back
const unsaved = new Set(); // what no database has taken so far
const underWay = new Set(); // what is on its way into the database
const absent = new Map(); // what was not found there without a word, and since when
const vanished = new Set(); // what was not found for so long that no word will come
const toldOfChange = [];
const toldOfMissing = [];
const others = "BroadcastChannel" in window ? new BroadcastChannel(databaseOf(say.agency)) : null;

let connection = null;
let isBroken = false;

function databaseOf(agency) {
  return `lbn-terminal-${agency}`;
}

// Without a version: a newer terminal's database opens too.
function opened(agency) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseOf(agency));
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "uuid" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function connected() {
  if (connection) return connection;
  const made = opened(say.agency).then((database) => {
    database.onclose = database.onversionchange = () => {
      database.close();
      if (connection === made) connection = null;
      announce();
    };
    return database;
  });
  connection = made;
  return made;
}

function disconnect() {
  connection?.then((database) => database.close(), () => {});
  connection = null;
}

function inTime(work) {
  return Promise.race([work, new Promise((resolve, reject) => { setTimeout(reject, TOO_LONG); })]);
}

async function once(mode, work) {
  const database = await connected();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const request = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

async function ask(mode, work) {
  try {
    return await inTime(once(mode, work));
  } catch {
    disconnect();
    return inTime(once(mode, work));
  }
}

// Whether what is pressed is on the disk.
export function keeps() {
  return !isBroken;
}

// `tell` is called whenever the queue changes, in whichever tab.
export function onQueue(tell) {
  toldOfChange.push(tell);
}

// `tell` is called when entries were missing and have been put back.
export function onMissing(tell) {
  toldOfMissing.push(tell);
}

function announce() {
  for (const tell of toldOfChange) tell();
}

function changedHere(news = {}) {
  others?.postMessage(news);
  announce();
}

async function save(entries) {
  for (const { uuid } of entries) underWay.add(uuid);
  try {
    await ask("readwrite", (store) => { for (const entry of entries) store.put(entry); });
    for (const { uuid } of entries) unsaved.delete(uuid);
    isBroken = unsaved.size > 0;
  } catch {
    isBroken = true;
    for (const { uuid } of entries) unsaved.add(uuid);
  }
  for (const { uuid } of entries) underWay.delete(uuid);
}

function wipe(uuids) {
  return ask("readwrite", (store) => { for (const uuid of uuids) store.delete(uuid); });
}

// Puts the entries of one press, all or none; resolves once they are on the disk, or nowhere but in memory.
export async function put(entries) {
  for (const entry of entries) {
    known.set(entry.uuid, entry);
    pressedHere.add(entry.uuid);
  }
  await save(entries);
  changedHere();
}

// Every entry, refused ones (they have a `message`) too; what is known where the database does not answer.
export async function all() {
  try {
    compare(await ask("readonly", (store) => store.getAll()));
    isBroken = unsaved.size > 0;
  } catch {
    isBroken = true;
  }
  return lastSeen();
}

// Learns what is in the database, and sees what is not there any more.
function compare(stored) {
  for (const entry of stored) {
    if (!gone.has(entry.uuid)) known.set(entry.uuid, entry);
    unsaved.delete(entry.uuid);
    absent.delete(entry.uuid);
  }
  const there = new Set(stored.map(({ uuid }) => uuid));
  const lost = lastSeen().filter(({ uuid }) => !there.has(uuid) && !underWay.has(uuid));
  const newlyAbsent = lost.filter(({ uuid }) => !absent.has(uuid));
  for (const { uuid } of newlyAbsent) absent.set(uuid, performance.now());
  if (newlyAbsent.length) setTimeout(announce, WORD_MAY_COME);
  const forLong = lost.filter(({ uuid }) => performance.now() - absent.get(uuid) >= WORD_MAY_COME);
  if (forLong.length) putBack(forLong);
}

// Whoever can still undo an entry puts it back alone: nobody else could know that it was undone meanwhile.
async function putBack(entries) {
  const held = await heldElsewhere();
  const lost = entries.filter(({ uuid }) => !held.has(uuid) && !gone.has(uuid) && !underWay.has(uuid));
  if (!lost.length) return;
  const news = lost.filter(({ uuid }) => !unsaved.has(uuid) && !vanished.has(uuid));
  for (const { uuid } of news) vanished.add(uuid);
  await save(lost);
  for (const { uuid } of lost) {
    if (unsaved.has(uuid)) absent.set(uuid, performance.now());
    else absent.delete(uuid);
  }
  await wipe(lost.flatMap(({ uuid }) => (gone.has(uuid) ? [uuid] : []))).catch(() => {});
  changedHere({ lost: news.map(({ uuid }) => uuid) });
  if (news.length) for (const tell of toldOfMissing) tell();
}

// What is known of the queue, without asking.
export function lastSeen() {
  return [...known.values()].filter(({ uuid }) => !gone.has(uuid));
}

// How many entries wait that had vanished from the database.
export function missingNow() {
  return lastSeen().filter(({ uuid, message }) => vanished.has(uuid) && message === undefined).length;
}

// Whether another tab may have sent the entry or taken it back, and its word is still under way.
export function isDoubtful(uuid) {
  return absent.has(uuid) && !vanished.has(uuid) && !unsaved.has(uuid);
}

export function isPressedHere(uuid) {
  return pressedHere.has(uuid);
}

// Whether the server has told this tab or another that the entry is stored.
export function isCounted(uuid) {
  return gone.get(uuid) === true;
}

// Deletes entries, which the server has stored or somebody takes back; says whether they are gone.
export async function remove(uuids, isStored = false) {
  others?.postMessage({ gone: uuids, isStored });
  for (const uuid of uuids) gone.set(uuid, isStored);
  try {
    await wipe(uuids);
  } catch {
    if (!isStored && !uuids.every((uuid) => unsaved.has(uuid))) {
      others?.postMessage({ back: uuids });
      for (const uuid of uuids) gone.delete(uuid);
      return false;
    }
  }
  forget(uuids);
  changedHere();
  return true;
}

// A page that comes back from the browser's memory has not heard what the others said meanwhile.
function forgetWhatOthersPressed() {
  forget(lastSeen().flatMap(({ uuid }) => (pressedHere.has(uuid) ? [] : [uuid])));
}

function forget(uuids) {
  for (const uuid of uuids) for (const where of [known, unsaved, absent, vanished]) where.delete(uuid);
}

// Changes fields of an entry that is still there.
export async function amend(uuid, changes) {
  if (known.has(uuid)) known.set(uuid, { ...known.get(uuid), ...changes });
  await ask("readwrite", (store) => {
    const request = store.get(uuid);
    request.onsuccess = () => { if (request.result) store.put({ ...request.result, ...changes }); };
  }).catch(() => {});
  changedHere();
}

// What another tab says: which entries are gone, or have come back after all, or had vanished and were put back before
// this page looked, or that something changed.
function hear({ data: { gone: uuids = [], isStored = false, back = [], lost = [] } }) {
  const wrongly = uuids.filter((uuid) => vanished.has(uuid));
  for (const uuid of uuids) gone.set(uuid, isStored);
  for (const uuid of back) gone.delete(uuid);
  forget(uuids);
  for (const uuid of lost) if (!gone.has(uuid)) vanished.add(uuid);
  if (wrongly.length) wipe(wrongly).catch(() => {});
  announce();
}

// How many entries wait here for another agency.
export async function waitingFor(agency) {
  const database = await inTime(opened(agency));
  return inTime(new Promise((resolve, reject) => {
    const request = database.transaction(STORE).objectStore(STORE).getAll();
    request.onsuccess = () => resolve(request.result.filter(({ message }) => message === undefined).length);
    request.onerror = () => reject(request.error);
  })).finally(() => database.close());
}

// Asks the browser for its promise to keep what is here though space runs short. Some ask their user first, so nobody
// waits for the answer; without the promise everything is kept just so.
export function startQueue() {
  others?.addEventListener("message", hear);
  addEventListener("pageshow", ({ persisted }) => { if (persisted) forgetWhatOthersPressed(); });
  navigator.storage?.persist?.().catch(() => {});
}
