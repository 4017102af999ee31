// A fact that the machine missed, from a passage that the reviewer selected.
import { article, basis, card, choose, current, send } from "./facts.js";
import { filled, made, sound, written } from "./forms.js";
import { put } from "./outbox.js";
import { say } from "./page.js";
import { remember } from "./undoing.js";

const dialog = document.getElementById("add-dialog");
const quote = dialog.querySelector("[data-quote]");
const complaint = dialog.querySelector("[data-quote-complaint]");
const place = dialog.querySelector("[data-add-form]");
const kinds = dialog.querySelector("[data-kinds]");
const text = document.querySelector("[data-article-text]");
const NAMED = { blocs: "name", members: "unit.name", leaders: "holder.name", officials: "name", awards: "recipient.name", documents: "number" };
let start = 0;
let chosen = "";

const flat = (words) => words.normalize("NFC").replace(/\s+/g, " ").trim();

/** The selected passage of the article and where it begins, in code points. */
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !text.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  const from = range.startContainer.nodeType === Node.TEXT_NODE ? range.startContainer.parentElement.closest("[data-at]") : null;
  const before = from ? [...range.startContainer.data.slice(0, range.startOffset)].length : 0;
  return { words: selection.toString().trim(), at: from ? Number(from.dataset.at) + before : 0 };
}

export function add() {
  const passage = selected();
  const around = current()?.querySelector(".quote mark")?.textContent ?? "";
  quote.value = passage ? passage.words : around;
  start = passage ? passage.at : 0;
  chosen = passage && passage.words.length < 160 && !passage.words.includes("\n") ? passage.words : "";
  place.replaceChildren();
  complaint.hidden = true;
  for (const radio of kinds.querySelectorAll("input")) radio.checked = false;
  dialog.showModal();
  kinds.querySelector("input").focus();
}

function open(kind) {
  const form = made(kind);
  if (chosen && NAMED[kind]) filled(form, { [NAMED[kind]]: chosen });
  form.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(form, kind); });
  place.replaceChildren(form);
  form.querySelector("input:not([type=hidden]), select, textarea").focus();
}

function submit(form, kind) {
  const words = flat(quote.value);
  const missing = !words ? say("empty") : flat([...text.children].map((p) => p.textContent).join(" ")).includes(words) ? "" : say("quote_lost");
  complaint.textContent = missing;
  complaint.hidden = !missing;
  if (missing) { quote.focus(); return; }
  if (!sound(form)) return;
  const fields = [["action", "add"], ["article", article], ["kind", kind], ["quote", quote.value.trim()], ["start", String(start)], ["basis", basis()]];
  for (const [name, value] of Object.entries(written(form))) if (value) fields.push([`value.${name}`, value]);
  if (form.elements.reason.value) fields.push(["reason", form.elements.reason.value]);
  const id = put(fields, { article, facts: [], added: true, label: quote.value.trim() });
  remember(id, [], article);
  getSelection().removeAllRanges();
  dialog.close();
}

export function startAdding() {
  document.querySelector("[data-add]").addEventListener("click", add);
  kinds.addEventListener("change", (event) => open(event.target.value));
  dialog.addEventListener("keydown", (event) => {
    if (event.target.matches("textarea, input:not([type=radio]), select")) return;
    const at = Number(event.key);
    const radios = [...kinds.querySelectorAll("input")];
    if (at >= 1 && at <= radios.length) { event.preventDefault(); radios[at - 1].checked = true; open(radios[at - 1].value); }
    if (event.key === "Enter" && event.target.matches("[type=radio]") && event.target.checked) { event.preventDefault(); open(event.target.value); }
  });
  dialog.addEventListener("close", () => choose(current() ?? card("")));
}
