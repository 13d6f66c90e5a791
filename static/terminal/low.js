// "Kits are running low": one tap tells the coordinator; how many are left may follow. Nothing of it is kept here.
import { at, say } from "./screen.js";

const ANSWER_WITHIN = 10000;

let undoLow = ""; // what the server wants back to undo all that this answer told

// One request, as {isDone, undo, message}, where `message` is for people.
async function askLow(body) {
  try {
    const response = await fetch(at("low").action, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Terminal-Agency": say.agency },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
    const { undo = "", message = "" } = await response.json();
    return { isDone: response.ok, undo, message };
  } catch {
    return { isDone: false, undo: "", message: "" }; // Whatever went wrong: the page has a sentence for it.
  }
}

function drawLow(heading, message) {
  at("low-heading").textContent = heading;
  at("low-words").textContent = message;
  at("undo-low").hidden = !undoLow;
}

async function tellLow(left) {
  const { told, untold, noNetwork } = at("low").querySelector("button").dataset;
  const { isDone, undo, message } = await askLow(undoLow ? { left, undo: undoLow } : { left });
  undoLow = undo || undoLow;
  drawLow(isDone ? told : untold, message || noNetwork);
  return isDone;
}

async function undoTelling() {
  const { undone, notUndone, noNetwork } = at("undo-low").dataset;
  const { isDone, message } = await askLow({ undo: undoLow });
  if (isDone || message) undoLow = "";
  drawLow(isDone ? undone : notUndone, message || noNetwork);
  at("low-question").hidden = true;
  at("close-low").focus();
}

async function tapped(event) {
  event.preventDefault();
  const button = at("low").querySelector("button");
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", true);
  undoLow = "";
  const isTold = await tellLow(null);
  button.setAttribute("aria-disabled", false);
  at("id_left").value = "";
  at("low-question").hidden = !isTold;
  at("low-told").showModal();
}

async function tellNumber() {
  const { value } = at("id_left");
  if (!/^[0-9]{1,3}$/.test(value)) {
    at("id_left").focus();
    return;
  }
  at("low-question").hidden = await tellLow(Number(value));
  if (at("low-question").hidden) at("close-low").focus();
}

function stepLeft({ currentTarget }) {
  const { value } = at("id_left");
  at("id_left").value = value === "" ? 0 : Math.min(999, Math.max(0, Number(value) + Number(currentTarget.dataset.step)));
}

export function startLow() {
  at("low").addEventListener("submit", tapped);
  at("tell-left").addEventListener("click", tellNumber);
  at("undo-low").addEventListener("click", undoTelling);
  at("id_left").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    tellNumber();
  });
  for (const button of at("low-told").querySelectorAll(".step")) button.addEventListener("click", stepLeft);
}
