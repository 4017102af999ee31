// Every act goes through here: kept in the browser first, then sent, and forgotten only when the server has it. What the
// server refuses because somebody came in between is held until the reviewer decides.
import { desk, hear, keep, recall, say, tell, user } from "./page.js";

const KEY = `thidua.desk.outbox.${user}`;
const bar = document.getElementById("desk-bar");
const LONGEST_PAUSE = 30000;
const PATIENCE = 20000;
let pause = 1000;
let timer = 0;
let sending = false;
let token = desk.dataset.csrf;

export const all = () => recall(localStorage, KEY, []);
const save = (entries) => keep(localStorage, KEY, entries.length ? entries : null);
const change = (id, values) => save(all().map((entry) => (entry.id === id ? { ...entry, ...values } : entry)));

/** Keep an act and send it. `fields` are pairs of name and value, as a form has them. */
export function put(fields, more = {}) {
  const id = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
  const plain = fields.filter(([name]) => name !== "csrf" && name !== "back");
  save([...all(), { id, fields: plain, state: "waiting", tried: false, ...more }]);
  send();
  return id;
}

export function forget(id) {
  save(all().filter((entry) => entry.id !== id));
  show();
}

/** Send a held act after all, with the reviewer's insistence or changed fields. */
export function again(id, extra = []) {
  const entry = all().find((each) => each.id === id);
  if (!entry) return;
  const names = new Set(extra.map(([name]) => name));
  change(id, { state: "waiting", tried: false, told: null, fields: [...entry.fields.filter(([name]) => !names.has(name)), ...extra] });
  send();
}

export async function send() {
  clearTimeout(timer);
  if (sending) return;
  sending = true;
  try {
    await alone(async () => {
      let entry = next();
      while (entry && (await deliver(entry))) entry = next();
    });
  } finally {
    sending = false;
    show();
  }
}

const next = () => all().find((entry) => entry.state === "waiting");

/** One tab at a time, where the browser can tell. */
const alone = (act) => (navigator.locks ? navigator.locks.request("thidua.desk", act) : act());

/** True when this act is done with, one way or the other, and the next may go. */
async function deliver(entry) {
  const body = new URLSearchParams([...entry.fields, ["csrf", token], ...(entry.tried ? [["again", "1"]] : [])]);
  change(entry.id, { tried: true });
  let response;
  try {
    response = await fetch("/desk/judge", {
      method: "POST", body, headers: { accept: "application/json" }, redirect: "error", signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.ok) {
      const answer = await response.json();
      forget(entry.id);
      pause = 1000;
      tell("saved", { entry, answer });
      return true;
    }
    if (response.status === 409 || response.status === 422 || response.status === 404 || response.status === 400) {
      const told = await response.json();
      change(entry.id, { state: "held", told });
      pause = 1000;
      tell("held", { ...entry, told });
      return true;
    }
  } catch {
    return later("offline");
  }
  if (response.status === 401 || response.status === 403) return refreshed();
  return later("offline");
}

function later(why) {
  timer = setTimeout(send, pause);
  pause = Math.min(pause * 2, LONGEST_PAUSE);
  bar.dataset.why = why;
  return false;
}

/** The session may be another one by now, with a token of its own. */
async function refreshed() {
  try {
    const response = await fetch("/desk/session", { signal: AbortSignal.timeout(PATIENCE) });
    const now = response.ok && !response.redirected ? await response.json() : {};
    if (now.user === user && now.csrf !== token) {
      token = now.csrf;
      return true;
    }
  } catch {
    return later("offline");
  }
  return later("signed_out");
}

function show() {
  const waiting = all().filter((entry) => entry.state === "waiting").length;
  const why = bar.dataset.why || "offline";
  bar.hidden = !waiting || !timer || sending;
  if (!waiting) { timer = 0; delete bar.dataset.why; }
  bar.querySelector("[data-text]").textContent = say(why, { n: waiting });
  bar.querySelector("[data-login]").hidden = why !== "signed_out";
  bar.querySelector("[data-retry]").hidden = false;
}

export function startOutbox() {
  bar.querySelector("[data-retry]").addEventListener("click", send);
  addEventListener("online", send);
  addEventListener("focus", () => { if (next()) send(); });
  addEventListener("storage", (event) => { if (event.key === KEY) show(); });
  hear("saved", show);
  for (const entry of all()) if (entry.state === "held") tell("held", entry);
  if (next()) send();
}
