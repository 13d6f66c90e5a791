// One press, sent under one uuid until the server has named it.
import { chosen, draw, onChange, reset } from "./choices.js";
import { at, form, say } from "./screen.js";

const ENOUGH_TO_READ = 6000;
const NO_ANSWER_AFTER = 10000;
const PAUSES = [2000, 5000, 10000, 30000];

let waiting = null; // the entry that no answer has named yet
let failures = 0;
let timer = 0;

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

function press(event) {
  event.preventDefault();
  if (waiting) return;
  const { problem, entries, words } = chosen();
  if (problem) {
    tell(problem[1]);
    at(problem[0]).focus();
    return;
  }
  waiting = { words, entry: { uuid: crypto.randomUUID(), ...entries[0] } };
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
  reset();
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

export function startPress() {
  form.addEventListener("submit", press);
  onChange(() => { if (!waiting) tell(""); });
  at("again").addEventListener("click", send);
  at("next").addEventListener("click", fresh);
  addEventListener("online", () => { if (waiting && !at("again").disabled) send(); });
  addEventListener("beforeunload", (event) => { if (waiting) event.preventDefault(); });
}
