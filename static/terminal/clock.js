// What day it is. The server's clock decides: a device set wrongly must not put an entry in the future.
import { say } from "./screen.js";

const DAY = 24 * 60 * 60 * 1000;
const ahead = Date.parse(say.now) - Date.now();

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

export function readable(day) {
  const calendar = new Intl.DateTimeFormat(document.documentElement.lang, {
    timeZone: "UTC", weekday: "short", month: "short", day: "numeric",
  });
  return day ? calendar.format(new Date(day)) : say.never;
}
