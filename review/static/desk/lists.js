// Walking the queue and the pairs with the keyboard.
import { listen } from "./keys.js";
import { put } from "./outbox.js";
import { hear, toast, say } from "./page.js";
import { remember, undo } from "./undoing.js";

export function startQueue(list) {
  const links = [...list.querySelectorAll("[data-item]")];
  const go = (by) => {
    const at = links.indexOf(document.activeElement);
    links[Math.min(Math.max(at + by, 0), links.length - 1)].focus();
  };
  listen({
    j: () => go(1), ArrowDown: () => go(1), k: () => go(-1), ArrowUp: () => go(-1),
    "]": () => document.querySelector("[data-start]").click(),
    u: () => undo(),
  });
  hear("saved", ({ entry }) => { if (entry.undo) location.reload(); });
}

export function startPairs(box) {
  const open = () => [...box.querySelectorAll("[data-pair]:not([hidden])")];
  const current = () => box.querySelector(".current:not([hidden])");
  const choose = (card) => {
    for (const each of open()) each.classList.toggle("current", each === card);
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: "nearest" });
  };
  const go = (by) => { const all = open(); choose(all[Math.min(Math.max(all.indexOf(current()) + by, 0), all.length - 1)]); };
  const judge = (card, action) => {
    if (!card) return;
    const all = open();
    const at = all.indexOf(card);
    const fields = [...new FormData(card.querySelector("form"))].filter(([name]) => name !== "action");
    const id = put([...fields, ["action", action]], { pair: true, facts: [], label: card.getAttribute("aria-label") });
    card.dataset.entry = id;
    remember(id, []);
    card.hidden = true;
    choose(all[at + 1] ?? all[at - 1]);
    if (!open().length) hear("saved", () => location.reload());
  };
  box.addEventListener("submit", (event) => { event.preventDefault(); judge(event.target.closest("[data-pair]"), event.submitter.value); });
  box.addEventListener("click", (event) => { const card = event.target.closest("[data-pair]"); if (card) choose(card); });
  const back = (id) => { const card = box.querySelector(`[data-entry="${id}"]`); if (card) { card.hidden = false; choose(card); } return Boolean(card); };
  hear("withdrawn", (act) => back(act.id));
  hear("held", (entry) => { if (back(entry.id)) toast(`${say("held")}: ${entry.told.detail ?? Object.values(entry.told.wrong ?? {}).join(" ")}`); });
  hear("saved", ({ entry }) => { if (entry.undo) location.reload(); });
  listen({
    j: () => go(1), ArrowDown: () => go(1), k: () => go(-1), ArrowUp: () => go(-1),
    s: () => judge(current(), "same"), d: () => judge(current(), "not_same"), "?": () => judge(current(), "unsure"),
    u: () => undo(),
  });
  choose(open()[0]);
}
