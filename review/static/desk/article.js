// The keys and buttons of an article's desk.
import { add, startAdding } from "./adding.js";
import { acceptAll, act, article, current, pick, startFacts, step, stepOn } from "./facts.js";
import { edit } from "./forms.js";
import { listen, startHelp } from "./keys.js";
import { undo } from "./undoing.js";

const history = document.getElementById("history-dialog");
const help = document.getElementById("help-dialog");

async function showHistory(card) {
  if (!card) return;
  const response = await fetch(`/desk/fact/${card.dataset.fact}?part=history`);
  if (!response.ok) return;
  const made = document.createElement("template");
  made.innerHTML = await response.text();
  history.querySelector("[data-history-body]").replaceChildren(made.content);
  history.showModal();
}

function undoLast() {
  const card = current();
  undo(card ? { judgement: card.dataset.mine, facts: [card.dataset.fact], article } : null);
}

export function startArticle() {
  startFacts();
  startAdding();
  startHelp(help, document.querySelector("[data-help]"));
  document.addEventListener("click", (event) => {
    const editing = event.target.closest("[data-edit]");
    const asking = event.target.closest("[data-history]");
    if (!editing && !asking) return;
    event.preventDefault();
    if (editing) edit(editing.closest(".fact"));
    else showHistory(asking.closest(".fact"));
  });
  const accept = () => act(current(), "confirm");
  listen({
    j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), " ": stepOn,
    a: accept, Enter: accept, r: () => act(current(), "reject"), n: () => act(current(), "not_stated"),
    t: () => act(current(), "retract"), e: () => edit(current()), h: () => showHistory(current()),
    w: () => current()?.querySelector("input[name=reason]").focus(),
    u: undoLast, x: () => { pick(current()); step(1); }, A: acceptAll, m: add,
    "]": () => document.querySelector("[data-next]").click(),
    q: () => document.querySelector("[data-queue-link]").click(),
    "?": () => help.showModal(),
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input[name=reason]") && event.target.closest("form.acts") && (event.key === "Escape" || event.key === "Enter")) {
      event.preventDefault();
      current()?.focus();
    }
  });
}
