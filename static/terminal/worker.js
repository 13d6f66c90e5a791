// Opens the terminal without a network: keeps its page with the files that the page names. It keeps no entry and sends
// none. The network goes first; a page that takes too long is the stored one, and the late answer still replaces it.
const KEPT_IN = "lbn-terminal-1";
const PAGE = "/terminal/";
const PATIENCE = 2000;
const TERMINAL = /\sdata-agency="[^"]/;
const FILES = /"(\/(?:static|terminal)\/[^"?#\s]+\.\w+)"/g;
const NEVER_CHANGES = /\.[0-9a-f]{12,}\.\w+$/;
const HEADERS = ["Content-Type", "Content-Language", "Content-Security-Policy", "Referrer-Policy", "X-Frame-Options"];

let isEnrolling = false; // the next page may be another agency's: the stored one must not stand in for it

function stored(address) {
  return caches.open(KEPT_IN).then((cache) => cache.match(address, { ignoreVary: true }));
}

// Stores a terminal's page once all its files are here, without the time at which it was drawn. Any other page, such
// as the way in of a browser that lost its key or a network's own sign-in, replaces nothing.
async function keep(response) {
  const text = response.status === 200 ? await response.text() : "";
  if (!TERMINAL.test(text) || !text.includes("</html>")) return;
  const cache = await caches.open(KEPT_IN);
  const files = new Set(Array.from(text.matchAll(FILES), ([, address]) => address));
  files.delete(new URL(self.location).pathname);
  await Promise.all([...files].map((address) => cache.add(address)));
  const headers = HEADERS.flatMap((name) => (response.headers.has(name) ? [[name, response.headers.get(name)]] : []));
  const timeless = text.replace(/\sdata-now="[^"]*"/, ' data-now=""');
  await cache.put(PAGE, new Response(timeless, { headers }));
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname !== PAGE && !files.has(pathname)) await cache.delete(url);
  }
}

// The answer, or what is stored where there is none, none in time, or only a fault.
async function soonest(asked, address) {
  const kept = await stored(address);
  if (!kept || isEnrolling) return asked.catch((fault) => { if (kept) return kept; throw fault; });
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE, kept); });
  return Promise.race([asked.then((response) => (response.status < 500 ? response : kept), () => kept), late]);
}

function answerWithPage(event) {
  const asked = fetch(event.request);
  event.waitUntil(asked.then((response) => keep(response.clone())).catch(() => {}));
  event.respondWith(soonest(asked, PAGE).finally(() => { isEnrolling = false; }));
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
  if (request.method !== "GET") isEnrolling ||= pathname.endsWith("/enrol/");
  else if (request.mode === "navigate" && pathname === PAGE) answerWithPage(event);
  else if (/\.\w+$/.test(pathname)) event.respondWith(file(request));
});

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const others = caches.keys().then((names) => names.filter((name) => name.startsWith("lbn-") && name !== KEPT_IN));
  const removed = others.then((names) => Promise.all(names.map((name) => caches.delete(name))));
  const first = fetch(PAGE).then(keep).catch(() => {});
  event.waitUntil(Promise.all([removed, first, self.clients.claim()]));
});
