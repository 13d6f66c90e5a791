// What day it is. The server's clock decides: a device set wrongly must not put an entry in the future.
import { say } from "./screen.js";

const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;
const OFFSET = "lbn-minutes-ahead";

let ahead = remembered();
learn(say.now);

// The offset is for starts without a network: a page that was stored does not say what time it is.
function remembered() {
  try {
    return Number(localStorage.getItem(OFFSET)) * MINUTE || 0;
  } catch {
    return 0;
  }
}

// Takes the server's clock (ISO 8601) from an answer; a device that is right leaves nothing behind.
export function learn(now) {
  const offset = Date.parse(now) - Date.now();
  if (Number.isNaN(offset)) return;
  ahead = offset;
  const minutes = Math.round(offset / MINUTE);
  try {
    if (minutes) localStorage.setItem(OFFSET, minutes);
    else localStorage.removeItem(OFFSET);
  } catch {
    // Without storage the offset holds as long as the page.
  }
}

export function shift(day, days) {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

export function today() {
  const calendar = new Intl.DateTimeFormat("en-US", {
    timeZone: say.timeZone, year: "numeric", month: "2-digit", day: "2-digit",
  });
  const parts = calendar.formatToParts(Date.now() + ahead).map(({ type, value }) => [type, value]);
  const { year, month, day } = Object.fromEntries(parts);
  return `${year}-${month}-${day}`;
}

export function notInTheFuture(day) {
  return day > today() ? today() : day;
}

export function readable(day) {
  const calendar = new Intl.DateTimeFormat(document.documentElement.lang, {
    timeZone: "UTC", weekday: "short", month: "short", day: "numeric",
  });
  return day ? calendar.format(new Date(day)) : say.never;
}
