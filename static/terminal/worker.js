// Opens the terminal without a network: keeps its page with the files that the page names. It keeps no entry and sends
// none. The network goes first; a page that takes too long is the stored one, and the late answer still replaces it.
const KEPT_IN = "lbn-terminal-1";
const PAGE = "/terminal/";
const PATIENCE = 2000;
const ENROLLING = 15000;
const TERMINAL = /\sdata-agency="[^"]/;
const LANGUAGE = /<html lang="([\w-]+)"/;
const OTHER_LANGUAGES = /"(\/terminal\/\?language=[\w-]+)"/g;
const DRAWN_EACH_TIME = /(\sdata-now=|-uuid" value=)"[^"]*"/g;
const FILES = /"(\/(?:static|terminal)\/[^"?#\s]+\.\w+)"/g;
const NEVER_CHANGES = /\.[0-9a-f]{12,}\.\w+$/;
const HEADERS = ["Content-Type", "Content-Language", "Content-Security-Policy", "Referrer-Policy", "X-Frame-Options"];

let keeping = Promise.resolve(); // one page at a time: two at once would take each other's away
let enrollingUntil = 0; // the next page may be another agency's: the stored one must not stand in for it

function stored(address) {
  return caches.open(KEPT_IN).then((cache) => cache.match(address, { ignoreVary: true }));
}

// Without the other headers: they tell when.
function store(cache, address, body, response) {
  const headers = HEADERS.flatMap((name) => (response.headers.has(name) ? [[name, response.headers.get(name)]] : []));
  return cache.put(address, new Response(body, { headers }));
}

async function keepFile(cache, address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(address);
  await store(cache, address, await response.blob(), response);
}

// The text of a terminal's page without the time at which it was drawn and what is drawn anew each time; "" for any
// other page, such as the way in of a browser that lost its key or a network's own sign-in.
async function timeless(response) {
  const text = response.status === 200 ? await response.text() : "";
  if (!TERMINAL.test(text) || !text.includes("</html>")) return "";
  return text.replace(DRAWN_EACH_TIME, '$1""');
}

// Stores a terminal's page once all its files are here, as the page and as that of its language; then the page in the
// other languages, if anything changed. Whatever is no terminal's page replaces nothing.
async function keepNow(response) {
  const text = await timeless(response);
  if (!text) return;
  const cache = await caches.open(KEPT_IN);
  const files = new Set(Array.from(text.matchAll(FILES), ([, address]) => address));
  files.delete(new URL(self.location).pathname);
  await Promise.all([...files].map((address) => keepFile(cache, address)));
  const own = `${PAGE}?language=${LANGUAGE.exec(text)?.[1]}`;
  const before = await (await cache.match(own))?.text();
  await store(cache, PAGE, text, response);
  await store(cache, own, text, response);
  for (const { url } of await cache.keys()) {
    const { pathname, search } = new URL(url);
    // The page of another language may be another agency's by now, so it goes until it is fetched again.
    const isOld = search ? before !== text && pathname + search !== own : pathname !== PAGE && !files.has(pathname);
    if (isOld) await cache.delete(url);
  }
  if (before !== text) await keepOthers(cache, text);
}

function keep(response) {
  keeping = keeping.catch(() => {}).then(() => keepNow(response));
  return keeping;
}

async function keepOthers(cache, text) {
  for (const [, address] of text.matchAll(OTHER_LANGUAGES)) {
    const response = await fetch(address);
    const other = await timeless(response);
    if (other) await store(cache, address, other, response);
  }
}

// Remembers the language that is chosen without a network, too.
async function choose(address) {
  const chosen = await stored(address);
  if (chosen) await (await caches.open(KEPT_IN)).put(PAGE, chosen);
}

// The answer, or what is stored where there is none, none in time, or only a fault.
async function soonest(asked, address) {
  const kept = (await stored(address)) || (address.startsWith(PAGE + "?") ? await stored(PAGE) : undefined);
  if (!kept || Date.now() < enrollingUntil) return asked.catch((fault) => { if (kept) return kept; throw fault; });
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE, kept); });
  return Promise.race([asked.then((response) => (response.status < 500 ? response : kept), () => kept), late]);
}

function answerWithPage(event) {
  const { search } = new URL(event.request.url);
  const address = new URLSearchParams(search).has("language") ? PAGE + search : PAGE;
  const asked = fetch(event.request);
  event.waitUntil(asked.then((response) => keep(response.clone())).catch(() => choose(address)));
  event.respondWith(soonest(asked, address).finally(() => { enrollingUntil = 0; }));
}

async function file(request) {
  const { pathname } = new URL(request.url);
  if (NEVER_CHANGES.test(pathname)) return (await stored(pathname)) || fetch(request);
  return soonest(fetch(request), pathname);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method !== "GET") {
    if (pathname.endsWith("/enrol/")) enrollingUntil = Date.now() + ENROLLING;
  } else if (request.mode === "navigate" && pathname === PAGE) answerWithPage(event);
  else if (/\.\w+$/.test(pathname)) event.respondWith(file(request));
});

// A page that was under way while the worker began asks for it.
self.addEventListener("message", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const others = caches.keys().then((names) => names.filter((name) => name.startsWith("lbn-") && name !== KEPT_IN));
  const removed = others.then((names) => Promise.all(names.map((name) => caches.delete(name))));
  const first = fetch(PAGE).then(keep).catch(() => {});
  event.waitUntil(Promise.all([removed, first, self.clients.claim()]));
});
