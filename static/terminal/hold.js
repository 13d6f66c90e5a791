// Entries that can still be undone are held by a lock of the tab that can undo them. The lock goes with the tab, and
// nothing of it is stored: whatever is found without one can be sent.
import { say } from "./screen.js";

const HELD = `lbn undo ${say.agency} `;
const held = new Set();
const letGo = new Set(); // what this tab held and holds no more

// Resolves, once no tab sends these entries any more, to the function that lets them go.
export async function hold(uuids) {
  for (const uuid of uuids) held.add(uuid);
  let end;
  const ended = new Promise((resolve) => { end = resolve; });
  if (navigator.locks) {
    await new Promise((granted) => {
      navigator.locks.request(HELD + uuids.join(" "), () => { granted(); return ended; }).catch(granted);
    });
  }
  return () => {
    for (const uuid of uuids) {
      held.delete(uuid);
      letGo.add(uuid);
    }
    end();
  };
}

// Whether this tab held the entry, and can undo it no more.
export function isLetGo(uuid) {
  return letGo.has(uuid);
}

// The browser may list a lock for a moment after it has gone.
function isNotLetGo(uuid) {
  return !letGo.has(uuid);
}

async function lockedNow() {
  const locks = await navigator.locks?.query().catch(() => null);
  const ours = (locks?.held || []).filter(({ name }) => name.startsWith(HELD));
  return ours.flatMap(({ name }) => name.slice(HELD.length).split(" ")).filter(isNotLetGo);
}

// The uuids that some tab holds. Ask after reading the queue: an entry is held before it is put.
export async function heldNow() {
  return new Set([...held, ...(await lockedNow())]);
}

// The uuids that another tab holds.
export async function heldElsewhere() {
  return new Set((await lockedNow()).filter((uuid) => !held.has(uuid)));
}
