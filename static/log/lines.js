// A paper sheet typed by keyboard. Without this file the page counts just as well.
const form = document.getElementById("sheet");
const lines = document.getElementById("lines");
const total = form.querySelector("[name$='-TOTAL_FORMS']");
const most = Number(form.querySelector("[name$='-MAX_NUM_FORMS']").value);
const empty = document.getElementById("empty-line");
const DITTO = ["", "\"", "''", "”", "“", "〃"];
const TEN_MINUTES = 10 * 60 * 1000;
const WHENCE = empty.content.querySelector("[data-field='day'] input").placeholder;

const all = () => [...lines.querySelectorAll(".typed-line")];
const box = (line, name) => line.querySelector(`[data-field='${name}'] input`);
const boxes = () => [...lines.querySelectorAll("input:not([type='hidden']), select")];
const typed = (line, name) => box(line, name).value.trim();

// A version 4 uuid; crypto.randomUUID is missing where a page is not served over https.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function addLine() {
  const number = all().length;
  if (number >= most) return null;
  const line = empty.content.firstElementChild.cloneNode(true);
  for (const element of line.querySelectorAll("[id], [name], [for]")) {
    for (const name of ["id", "name", "for"]) {
      if (element.hasAttribute(name)) element.setAttribute(name, element.getAttribute(name).replace("__prefix__", number));
    }
  }
  line.querySelector("[name$='-uuid']").value = uuid();
  line.querySelector(".line-number").textContent = number + 1;
  lines.append(line);
  total.value = number + 1;
  return line;
}

// An empty day is the day of the line above: it is shown in grey.
function showDays() {
  let above = WHENCE;
  for (const line of all()) {
    box(line, "day").placeholder = above;
    if (!DITTO.includes(typed(line, "day"))) above = typed(line, "day");
  }
}

// The day that the server reads, said where its year is not this one: 12/05 on November 29 is a day of last year.
const [THIS_YEAR, ...TODAY] = lines.dataset.today.split("-").map(Number);
const inWords = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

function readDay(text) {
  const short = /^([0-9]{1,2})[/-]([0-9]{1,2})$/.exec(text);
  const long = /^([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4}|[0-9]{2})$/.exec(text);
  if (!short && !long) return null;
  const [month, day] = (short || long).slice(1).map(Number);
  const isAhead = month > TODAY[0] || (month === TODAY[0] && day > TODAY[1]);
  const year = short ? THIS_YEAR - isAhead : Number(long[3]) + (long[3].length === 2 ? 2000 : 0);
  const read = new Date(Date.UTC(year, month - 1, day));
  return read.getUTCMonth() === month - 1 && read.getUTCDate() === day ? read : null;
}

function showYears() {
  for (const line of all()) {
    const read = readDay(typed(line, "day"));
    const said = line.querySelector("[data-field='day'] output");
    said.textContent = read && read.getUTCFullYear() !== THIS_YEAR ? inWords.format(read) : "";
  }
}

function addUp() {
  const filled = all().filter((line) => ["day", "place", "items", "people_trained"].some((name) => typed(line, name)));
  const sum = (name) => filled.reduce((before, line) => before + (Number(typed(line, name)) || 0), 0);
  const figures = { lines: filled.length, items: sum("items"), people_trained: sum("people_trained") };
  for (const [name, figure] of Object.entries(figures)) {
    form.querySelector(`[data-total='${name}']`).textContent = figure.toLocaleString(document.documentElement.lang);
  }
}

function goOn(event) {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("input, select")) return;
  event.preventDefault();
  const after = () => boxes()[boxes().indexOf(event.target) + 1];
  if (!after() && addLine()) showDays();
  (after() || form.querySelector("button:not([name])")).focus();
}

function more(event) {
  event.preventDefault();
  const first = addLine();
  while (first && all().length % 10 && addLine());
  showDays();
  if (first) box(first, "day").focus();
}

// Whoever types is at work: a long sheet must not end at the sign-in page.
let heard = Date.now();
function stay() {
  if (Date.now() - heard < TEN_MINUTES) return;
  heard = Date.now();
  fetch(location.href, { method: "HEAD" }).catch(() => {});
}

let sent = false;
lines.addEventListener("keydown", goOn);
lines.addEventListener("input", () => { showDays(); showYears(); addUp(); stay(); });
document.getElementById("more").addEventListener("click", more);
form.addEventListener("submit", () => { sent = true; });
addEventListener("pageshow", () => { sent = false; showDays(); showYears(); addUp(); });
addEventListener("beforeunload", (event) => {
  if (!sent && all().some((line) => typed(line, "items"))) event.preventDefault();
});
document.getElementById("so-far").hidden = false;
