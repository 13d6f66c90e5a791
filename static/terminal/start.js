// The shared terminal. Without this file the page is a plain form that counts just as well.
import { startCard } from "./card.js";
import { startChoices } from "./choices.js";
import { startFinder } from "./finder.js";
import { startLow } from "./low.js";
import { startPress } from "./press.js";
import { at, form } from "./screen.js";

const LINK = /^#([A-Za-z0-9_-]{43})$/;

function enrolFromLink() {
  const found = LINK.exec(location.hash);
  if (!found) return;
  history.replaceState(null, "", location.pathname);
  const link = at("enrol-by-link");
  link.elements.key.value = found[1];
  link.submit();
}

enrolFromLink();
addEventListener("hashchange", enrolFromLink);
if (form && crypto.randomUUID && AbortSignal.timeout) {
  startFinder();
  startChoices();
  startLow();
  startCard();
  startPress();
}
