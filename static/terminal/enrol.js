// A terminal link opened in this browser: its key is in the fragment, which reaches no server's log, and leaves the
// address bar at once. It is sent again each time the link is opened, because a browser may have been wiped.
import { at, form } from "./screen.js";

const LINK = /^#([A-Za-z0-9_-]{43})$/;
const AGAIN_AFTER = 5000;
const HELD_ALREADY = 204;

async function offered(address, key) {
  try {
    return await fetch(address, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ key }),
      redirect: "manual",
    });
  } catch {
    return null;
  }
}

// The stored page is that of the key before, which may be another agency's: it must not stand in for the new one.
async function forgetStoredPages() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("lbn-")).map((name) => caches.delete(name)));
}

async function enrolBy(key) {
  const link = at("enrol-by-link");
  const answer = await offered(link.action, key);
  if (answer?.status === HELD_ALREADY && form) return;
  if (answer?.type === "opaqueredirect" || answer?.status === HELD_ALREADY) {
    await forgetStoredPages().catch(() => {});
    location.reload();
  } else if (answer && answer.status < 500) {
    link.elements.key.value = key;
    link.submit();
  } else {
    setTimeout(enrolBy, AGAIN_AFTER, key);
  }
}

// What follows the # is a key, the name of a part of the page, or a link that was cut short on its way.
function enrolFromLink() {
  const [, key] = LINK.exec(location.hash) || [];
  const isCutShort = !key && location.hash.length > 1 && !at(location.hash.slice(1));
  at("cut-short").hidden = !isCutShort;
  if (!key && !isCutShort) return;
  history.replaceState(null, "", location.pathname);
  if (key) enrolBy(key);
}

export function startEnrol() {
  enrolFromLink();
  addEventListener("hashchange", enrolFromLink);
}
