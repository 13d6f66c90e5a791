// The shared terminal. Without this file the page is a plain form that counts just as well.
const LINK = /^#([A-Za-z0-9_-]{43})$/;
const ENOUGH_TO_READ = 6000;
const NO_ANSWER_AFTER = 10000;
const PAUSES = [2000, 5000, 10000, 30000];
const DAY = 24 * 60 * 60 * 1000;
const DAYS_BACK = 60;

const at = (id) => document.getElementById(id);
const form = at("log");
const say = form ? form.dataset : {};
// The server's clock decides what day it is: a device set wrongly must not put an entry in the future.
const ahead = Date.parse(say.now) - Date.now();

let waiting = null; // the entry that no answer has named yet
let failures = 0;
let timer = 0;

function enrolFromLink() {
  const found = LINK.exec(location.hash);
  if (!found) return;
  history.replaceState(null, "", location.pathname);
  const link = at("enrol-by-link");
  link.elements.key.value = found[1];
  link.submit();
}

// Days, as YYYY-MM-DD

function shift(day, days) {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

function today() {
  const calendar = new Intl.DateTimeFormat("en-US", {
    timeZone: say.timeZone, year: "numeric", month: "2-digit", day: "2-digit",
  });
  const parts = calendar.formatToParts(Date.now() + ahead).map(({ type, value }) => [type, value]);
  const { year, month, day } = Object.fromEntries(parts);
  return `${year}-${month}-${day}`;
}

function readable(day) {
  const calendar = new Intl.DateTimeFormat(document.documentElement.lang, {
    timeZone: "UTC", weekday: "short", month: "short", day: "numeric",
  });
  return day ? calendar.format(new Date(day)) : say.never;
}

// What is chosen

function field(name) {
  return form.elements.namedItem(name);
}

function chosen(name) {
  return field(name).value;
}

function day() {
  if (chosen("day") === "other") return chosen("other_day");
  return chosen("day") === "yesterday" ? shift(today(), -1) : today();
}

function quantity() {
  return Number(chosen("kits") === "more" ? chosen("more") : chosen("kits"));
}

function place() {
  if (chosen("place") === "county") return { jurisdiction: chosen("county") };
  return { zip_code: chosen("place") === "other" ? chosen("zip_code").trim() : chosen("place") };
}

function missing() {
  if (!chosen("place")) return ["id_place_0", say.noPlace];
  if (chosen("place") === "other" && !/^[0-9]{5}$/.test(place().zip_code)) return ["id_zip_code", say.noZip];
  if (!Number.isInteger(quantity()) || quantity() < 1 || quantity() > 99) return ["id_more", say.noNumber];
  if (!day() || day() > today() || day() < shift(today(), -DAYS_BACK)) return ["id_other_day", say.noDay];
  return null;
}

// What is chosen, in words

function labelOf(name) {
  return form.querySelector(`[name=${name}]:checked + span`)?.textContent;
}

function placeWords() {
  if (chosen("place") === "county") return field("county").selectedOptions[0].textContent;
  if (chosen("place") === "other") return chosen("zip_code").trim() || say.nowhere;
  return labelOf("place") || say.nowhere;
}

function itemWords() {
  const item = form.querySelector("[name=item]:checked");
  if (item && item !== form.querySelector("[name=item]")) return `${quantity()} × ${labelOf("item")}`;
  return quantity() === 1 ? say.one : say.many.replace("COUNT", quantity());
}

function words(pattern) {
  const parts = { WHAT: itemWords(), WHERE: placeWords(), WHEN: readable(day()) };
  return pattern.replace(/WHAT|WHERE|WHEN/g, (name) => parts[name]);
}

// What is on screen

function draw() {
  field("other_day").max = today();
  field("other_day").min = shift(today(), -DAYS_BACK);
  if (!waiting) at("go").textContent = words(say.log);
}

function tell(sentence) {
  at("problem").hidden = !sentence;
  at("problem").firstElementChild.textContent = sentence;
}

function lock(locked) {
  form.querySelector(".choices").inert = locked;
  at("go").setAttribute("aria-disabled", locked);
  at("go").hidden = locked && !at("problem").hidden;
  at("again").hidden = !at("go").hidden;
}

function changed() {
  if (!waiting) tell("");
  draw();
}

function step({ currentTarget }) {
  const box = field("more");
  box.value = Math.min(99, Math.max(1, Number(box.value) + Number(currentTarget.dataset.step)));
  draw();
}

// One press, sent under one uuid until the server has named it

function press(event) {
  event.preventDefault();
  if (waiting) return;
  const problem = missing();
  if (problem) {
    tell(problem[1]);
    at(problem[0]).focus();
    return;
  }
  waiting = {
    words: words(say.what),
    entry: {
      uuid: crypto.randomUUID(), handed_out_on: day(), item: chosen("item"), items: quantity(),
      people_trained: field("explained").checked ? 1 : 0, ...place(),
    },
  };
  failures = 0;
  tell("");
  send();
}

async function send() {
  clearTimeout(timer);
  at("state").textContent = at("go").textContent = say.sending;
  at("again").disabled = true;
  lock(true);
  let response;
  try {
    response = await fetch(say.entries, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ entries: [waiting.entry] }),
      redirect: "error",
      signal: AbortSignal.timeout(NO_ANSWER_AFTER),
    });
  } catch {
    later(say.noAnswer);
    return;
  }
  heard(response, await response.json().catch(() => ({})));
}

function heard(response, answer) {
  const isOurs = ({ uuid }) => uuid === waiting.entry.uuid;
  const refused = answer.refused?.find(isOurs);
  if (response.ok && answer.stored?.includes(waiting.entry.uuid)) counted();
  else if (response.ok && refused) release(refused.message);
  else if (response.ok || response.status >= 500 || response.status === 429) {
    later(say.noTime, Number(response.headers.get("Retry-After")) * 1000);
  } else keep(`${say.notTaken} ${answer.message || ""}`);
}

function keep(sentence) {
  at("state").textContent = say.waiting;
  at("again").disabled = false;
  tell(sentence);
  lock(true);
  at("again").focus();
}

function later(sentence, atLeast = 0) {
  const pause = PAUSES[Math.min(failures, PAUSES.length - 1)];
  failures += 1;
  keep(sentence);
  timer = setTimeout(send, Math.max(pause, atLeast || 0));
}

function release(sentence) {
  waiting = null;
  at("state").textContent = say.wait;
  tell(sentence);
  lock(false);
  draw();
  at("go").focus();
}

function counted() {
  at("counted-words").textContent = waiting.words;
  release("");
  form.reset();
  form.hidden = true;
  at("counted").hidden = false;
  at("state").textContent = at("counted-heading").textContent;
  at("next").focus();
  timer = setTimeout(fresh, ENOUGH_TO_READ);
}

function fresh() {
  clearTimeout(timer);
  at("counted").hidden = true;
  at("counted-words").textContent = "";
  at("state").textContent = say.wait;
  form.hidden = false;
  draw();
  at("id_place_0").focus();
}

function start() {
  for (const button of form.querySelectorAll(".step")) {
    button.hidden = false;
    button.addEventListener("click", step);
  }
  form.addEventListener("submit", press);
  form.addEventListener("input", changed);
  at("again").addEventListener("click", send);
  at("next").addEventListener("click", fresh);
  addEventListener("online", () => { if (waiting && !at("again").disabled) send(); });
  addEventListener("beforeunload", (event) => { if (waiting) event.preventDefault(); });
  document.addEventListener("visibilitychange", draw);
  setInterval(draw, 20000);
  draw();
}

enrolFromLink();
addEventListener("hashchange", enrolFromLink);
if (form && crypto.randomUUID && AbortSignal.timeout) start();
