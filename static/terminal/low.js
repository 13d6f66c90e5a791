// "Kits are running low": one tap tells the coordinator; how many are left may follow. Nothing of it is kept here.
import { at, say } from "./screen.js";

const ANSWER_WITHIN = 10000;

function tellsIn() {
  return at("low").querySelector("button").dataset;
}

async function tellLow(left) {
  const { told, untold, noNetwork } = tellsIn();
  let heading = untold;
  let sentence = noNetwork;
  try {
    const response = await fetch(at("low").action, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Terminal-Agency": say.agency },
      body: JSON.stringify({ left }),
      redirect: "error",
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
    const answer = await response.json();
    if (response.ok) heading = told;
    if (answer.message) sentence = answer.message;
  } catch {
    // Whatever went wrong, the sentence above says what to do.
  }
  at("low-heading").textContent = heading;
  at("low-words").textContent = sentence;
  return heading === told;
}

async function tapped(event) {
  event.preventDefault();
  const button = at("low").querySelector("button");
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", true);
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
  at("id_left").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    tellNumber();
  });
  for (const button of at("low-told").querySelectorAll(".step")) button.addEventListener("click", stepLeft);
}
