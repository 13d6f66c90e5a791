// The entries that no answer of the server has named yet: in a browser database of their agency, and nothing else of
// them anywhere. A database that fails, and iOS closes it behind our back, is opened anew; if it fails again, entries
// live in memory and the page says so.
import { say } from "./screen.js";

const STORE = "entries";
const TOO_LONG = 5000;
const inMemory = new Map();
const known = new Map(); // what was last seen in the queue, for the moment when nothing can be asked any more
const told = [];
const others = "BroadcastChannel" in window ? new BroadcastChannel(databaseOf(say.agency)) : null;

let connection = null;
let isPersisted = false;
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
  connection ||= opened(say.agency).then((database) => {
    database.onclose = forget;
    database.onversionchange = forget;
    return database;
  });
  return connection;
}

function forget() {
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
    forget();
    return inTime(once(mode, work));
  }
}

// Whether what is put here survives the page: the browser has promised it, and its database works.
export function keeps() {
  return isPersisted && !isBroken;
}

// `tell` is called whenever the queue changes, in whichever tab.
export function onQueue(tell) {
  told.push(tell);
}

function announce() {
  for (const tell of told) tell();
}

function changedHere() {
  others?.postMessage("changed");
  announce();
}

// Puts the entries of one press, all or none; resolves once they are on the disk, or nowhere but in memory.
export async function put(entries) {
  for (const entry of entries) known.set(entry.uuid, entry);
  try {
    await ask("readwrite", (store) => { for (const entry of entries) store.put(entry); });
    isBroken = inMemory.size > 0;
  } catch {
    isBroken = true;
    for (const entry of entries) inMemory.set(entry.uuid, entry);
  }
  changedHere();
}

// Every entry, refused ones (they have a `message`) too; what was last seen where the database does not answer.
export async function all() {
  let stored = lastSeen();
  try {
    stored = await ask("readonly", (store) => store.getAll());
    isBroken = inMemory.size > 0;
  } catch {
    isBroken = true;
  }
  const entries = [...stored.filter(({ uuid }) => !inMemory.has(uuid)), ...inMemory.values()];
  known.clear();
  for (const entry of entries) known.set(entry.uuid, entry);
  return entries;
}

// What was last seen in the queue, without asking.
export function lastSeen() {
  return [...known.values()];
}

// Deletes entries; says whether they are gone.
export async function remove(uuids) {
  try {
    await ask("readwrite", (store) => { for (const uuid of uuids) store.delete(uuid); });
  } catch {
    if (!uuids.every((uuid) => inMemory.has(uuid))) return false;
  }
  for (const uuid of uuids) {
    inMemory.delete(uuid);
    known.delete(uuid);
  }
  changedHere();
  return true;
}

// Changes fields of an entry that is still there.
export async function amend(uuid, changes) {
  if (inMemory.has(uuid)) inMemory.set(uuid, { ...inMemory.get(uuid), ...changes });
  await ask("readwrite", (store) => {
    const request = store.get(uuid);
    request.onsuccess = () => { if (request.result) store.put({ ...request.result, ...changes }); };
  }).catch(() => {});
  changedHere();
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

// Asks the browser for its promise. Some ask their user first, so nobody waits for the answer.
export async function startQueue() {
  others?.addEventListener("message", announce);
  try {
    isPersisted = await navigator.storage.persisted();
    announce();
    if (!isPersisted) navigator.storage.persist().then((granted) => { isPersisted = granted; announce(); }, () => {});
  } catch {
    isPersisted = false;
  }
}
