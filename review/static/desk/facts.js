// The facts of an article: which one is before the reviewer, its marks in the text, and acts on it.
import { again, forget, put } from "./outbox.js";
import { desk, hear, say, tell, toast } from "./page.js";
import { remember } from "./undoing.js";

const page = desk.querySelector("[data-article]");
export const article = page.dataset.article;
const words = page.querySelector("[data-article-text]");
const nextLink = page.querySelector("[data-next]");
const bulk = page.querySelector("[data-bulk]");
export const cards = () => [...page.querySelectorAll(".fact")];
export const card = (key) => document.getElementById(`fact-${key}`);
export const current = () => page.querySelector(".fact.current");
const waits = (each) => each.dataset.waits === "1" && !each.classList.contains("pending");

export function choose(chosen, { focus = true } = {}) {
  if (!chosen) return;
  for (const each of cards()) {
    each.classList.toggle("current", each === chosen);
    if (each === chosen) each.setAttribute("aria-current", "true");
    else each.removeAttribute("aria-current");
  }
  if (focus) chosen.focus({ preventScroll: true });
  chosen.scrollIntoView({ block: "nearest" });
  light(chosen.dataset.fact);
}

/** The evidence of one fact stands out, and is in sight. */
function light(key) {
  let first = null;
  for (const mark of words.querySelectorAll(".mark")) {
    const on = mark.dataset.facts.split(" ").includes(key);
    mark.classList.toggle("on", on);
    first ??= on ? mark : null;
  }
  first?.scrollIntoView({ block: "nearest" });
  const pane = page.querySelector(".desk-text-scroll");
  if (first && pane.scrollHeight > pane.clientHeight) {
    const at = first.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    if (at < 40 || at > pane.clientHeight * 0.7) pane.scrollTop += at - pane.clientHeight * 0.35;
  }
}

export function step(by) {
  const list = cards();
  const at = list.indexOf(current());
  choose(list[Math.min(Math.max(at + by, 0), list.length - 1)]);
}

/** The next fact that waits, round to the top; after the last one, the way to the next article. */
export function stepOn() {
  const list = cards();
  const at = list.indexOf(current());
  const found = [...list.slice(at + 1), ...list.slice(0, at)].find(waits);
  if (found) choose(found);
  else { nextLink.focus(); nextLink.classList.add("primary"); }
}

/** Fields of the card's own form, with the page's latest judgement known. */
export function fieldsOf(each, action) {
  const form = each.querySelector("form.acts");
  const fields = [...new FormData(form)].filter(([name]) => name !== "action" && name !== "basis" && name !== "judgement");
  return [...fields, ["basis", page.dataset.basis], ["action", action]];
}

export const basis = () => page.dataset.basis;

export function act(each, action) {
  if (!each || each.classList.contains("pending")) return;
  send([each], fieldsOf(each, action));
  stepOn();
}

/** Put an act on facts into the outbox; the cards tell that it is on its way. */
export function send(on, fields, more = {}) {
  const facts = on.map((each) => each.dataset.fact);
  const id = put(fields, { article, facts, ...more });
  remember(id, facts, article);
  for (const each of on) pend(each);
}

function pend(each) {
  each.classList.add("pending");
  each.classList.remove("picked");
  each.dataset.pending = say("saving");
  each.querySelector(".held")?.remove();
  count();
}

export function pick(each) {
  if (each) each.classList.toggle("picked");
  count();
}

/** Accept those that are picked, or else all that nobody looked at yet. */
export function acceptAll() {
  const picked = cards().filter((each) => each.classList.contains("picked"));
  const chosen = (picked.length ? picked : cards().filter((each) => each.dataset.state === "unreviewed")).filter((each) => !each.classList.contains("pending"));
  if (!chosen.length) return;
  const fields = chosen.flatMap((each) => [["fact", each.dataset.fact], ["seen", each.dataset.seen]]);
  send(chosen, [["action", "confirm"], ["basis", basis()], ["article", article], ...fields], { bulk: chosen.length });
  stepOn();
}

function count() {
  const list = cards();
  const left = list.filter((each) => each.dataset.waits === "1").length;
  page.querySelector("[data-tally]").textContent = say("article_progress", { done: list.length - left, all: list.length });
  const tallyBar = page.querySelector("[data-tally-bar]");
  tallyBar.max = list.length || 1;
  tallyBar.value = list.length - left;
  page.querySelector("[data-done]").hidden = left > 0 || !list.length;
  const picked = list.filter((each) => each.classList.contains("picked")).length;
  const open = list.filter((each) => each.dataset.state === "unreviewed" && !each.classList.contains("pending")).length;
  const button = bulk.querySelector("[data-bulk-button]");
  bulk.hidden = !left;
  button.disabled = !picked && !open;
  button.firstChild.textContent = `${picked ? say("accept_selected", { n: picked }) : say("accept_all", { n: open })} `;
  for (const mark of words.querySelectorAll(".mark")) {
    mark.classList.toggle("done", mark.dataset.facts.split(" ").every((key) => card(key)?.dataset.waits === "0"));
  }
}

/** Bring the page up to date with what the server says of its facts. */
function take({ entry, answer }) {
  if (answer.article !== article) return;
  page.dataset.basis = String(Math.max(Number(page.dataset.basis), answer.basis));
  for (const key of entry.facts ?? []) card(key)?.classList.remove("pending");
  for (const [key, html] of Object.entries(answer.cards)) replace(key, html);
  for (const each of cards()) if (!answer.order.includes(each.dataset.fact)) each.remove();
  for (const group of page.querySelectorAll("[data-group]")) group.hidden = !group.querySelector(".fact");
  count();
  if (entry.reload) location.reload();
  if (answer.skipped.length) toast(say("skipped", { n: answer.skipped.length }));
  else if (entry.bulk) toast(say("done_bulk", { n: entry.bulk }));
  if (entry.added) choose(card(answer.facts[0]));
  if (entry.undo) choose(card(entry.facts[0]));
}

export function replace(key, html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  const fresh = made.content.querySelector(".fact");
  const old = card(key);
  if (old && (old.classList.contains("pending") || old.querySelector("form.edit"))) return;
  if (!old) {
    page.querySelector(`[data-group="${fresh.dataset.kind}"]`).append(fresh);
    return;
  }
  const focused = old.contains(document.activeElement) || (document.activeElement === document.body && old.classList.contains("current"));
  for (const name of ["current", "picked"]) fresh.classList.toggle(name, old.classList.contains(name));
  old.replaceWith(fresh);
  if (focused) fresh.focus({ preventScroll: true });
}

/** An act that was not kept: both words are shown, the reviewer decides. */
function hold(entry) {
  if (entry.article !== article) return;
  const told = entry.told;
  for (const key of entry.facts) card(key)?.classList.remove("pending");
  if (told.card) replace(told.fact, told.card);
  const box = document.getElementById("held-box").content.cloneNode(true).querySelector(".held");
  box.querySelector(".held-title").textContent = told.title ?? say("held");
  box.querySelector("[data-theirs]").textContent = told.error === "overtaken" ? say("theirs", { who: told.by }) : say("held");
  box.querySelector("[data-theirs-text]").textContent = told.theirs ?? (told.wrong ? Object.values(told.wrong).join(" ") : told.detail ?? "");
  box.querySelector("[data-mine-text]").textContent = told.mine ?? entry.label ?? "";
  box.querySelector("[data-insist]").hidden = told.error !== "overtaken";
  box.querySelector("[data-insist]").addEventListener("click", () => {
    box.remove();
    if (told.basis) page.dataset.basis = String(Math.max(Number(page.dataset.basis), told.basis));
    for (const key of entry.facts) if (card(key)) pend(card(key));
    again(entry.id, [["insist", "1"]]);
  });
  box.querySelector("[data-drop]").addEventListener("click", () => { forget(entry.id); tell("dropped", entry); box.remove(); count(); });
  const home = card(entry.facts[0]);
  if (home) { home.querySelector("header").after(box); choose(home, { focus: false }); }
  else page.querySelector(".facts-head").after(box);
  box.focus();
  count();
}

export function startFacts() {
  page.addEventListener("click", (event) => {
    const mark = event.target.closest(".mark");
    if (mark) {
      event.preventDefault();
      if (String(getSelection())) return;
      const keys = mark.dataset.facts.split(" ").filter(card);
      const at = keys.indexOf(current()?.dataset.fact);
      choose(card(keys[(at + 1) % keys.length]));
      return;
    }
    const found = event.target.closest(".fact");
    if (found && found !== current()) choose(found, { focus: !event.target.closest("a, button, input") });
  });
  page.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-act], form[data-bulk]");
    if (!form) return;
    event.preventDefault();
    if (form.matches("[data-bulk]")) { acceptAll(); return; }
    const owner = form.closest(".fact");
    const action = event.submitter?.value || new FormData(form).get("action");
    if (form.matches(".acts") && action !== "undo") { act(owner, action); return; }
    const fields = [...new FormData(form)].filter(([name]) => name !== "action");
    send([owner], [...fields, ["action", action]], { reload: form.matches("[data-reload]"), undo: action === "undo" });
  });
  hear("saved", take);
  hear("held", hold);
  hear("withdrawn", (act) => { for (const key of act.facts) card(key)?.classList.remove("pending"); count(); choose(card(act.facts[0])); });
  hear("sending", count);
  const first = location.hash.startsWith("#fact-") ? document.getElementById(location.hash.slice(1)) : card(page.dataset.current);
  count();
  if (first) choose(first);
  else if (cards().length) stepOn();
}
