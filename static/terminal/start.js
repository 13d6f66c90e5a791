// The shared terminal. Without this file the page is a plain form that counts just as well.
import { startCard } from "./card.js";
import { startChoices } from "./choices.js";
import { startEnrol } from "./enrol.js";
import { startFinder } from "./finder.js";
import { startLow } from "./low.js";
import { startPress } from "./press.js";
import { startQueue } from "./queue.js";
import { at, form } from "./screen.js";
import { startSender } from "./sender.js";
import { drawKept, startState } from "./state.js";

async function startWorker() {
  const workers = navigator.serviceWorker;
  await workers?.register(document.body.dataset.worker);
  const { active } = (await workers?.ready) || {};
  if (active && !workers.controller) active.postMessage("take this page");
}

startEnrol();
if (form) {
  startFinder();
  startChoices();
  startLow();
  startCard();
  startQueue();
  startPress();
  startState();
  startSender();
} else if (at("kept")) {
  drawKept();
}
// After everything that the page itself needs: on a slow line the worker's copy of it must not come first.
addEventListener("load", () => startWorker().catch(() => {}));
