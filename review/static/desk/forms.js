// The form that corrects or adds a fact: made from a template of the page, checked before it is sent.
import { completing } from "./complete.js";
import { basis, choose, current, fieldsOf, send, stepOn } from "./facts.js";
import { keep, recall, say, toast, user } from "./page.js";

const draftKey = (key) => `thidua.desk.draft.${user}.${key}`;

export function made(kind) {
  const form = document.getElementById(`form-${kind}`).content.cloneNode(true).querySelector("form");
  completing(form);
  form.addEventListener("input", (event) => {
    const field = event.target.closest(".field");
    if (field?.classList.contains("bad")) complain(form, field, faultOf(field));
  });
  form.addEventListener("click", (event) => {
    const clear = event.target.closest("[data-clear]");
    if (!clear) return;
    const input = clear.parentElement.querySelector("input, select, textarea");
    input.value = "";
    input.focus();
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.target.matches("input, select") || event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  return form;
}

export function filled(form, values) {
  for (const [name, text] of Object.entries(values)) {
    const field = form.elements[`value.${name}`];
    if (!field) {
      for (const box of form.querySelectorAll(`input[type=checkbox][name="value.${CSS.escape(name)}"]`)) box.checked = text.split("\n").includes(box.value);
    } else if (field instanceof RadioNodeList || field.type === "checkbox") {
      for (const box of form.querySelectorAll(`input[type=checkbox][name="value.${CSS.escape(name)}"]`)) box.checked = text.split("\n").includes(box.value);
    } else {
      if (field.tagName === "SELECT" && text && ![...field.options].some((option) => option.value === text)) field.add(new Option(text, text));
      field.value = text;
    }
  }
}

export function written(form) {
  const values = {};
  for (const field of form.querySelectorAll("[data-field]")) {
    const boxes = [...field.querySelectorAll("input[type=checkbox]")];
    values[field.dataset.field] = boxes.length ? boxes.filter((box) => box.checked).map((box) => box.value).join("\n") : field.querySelector("input, select, textarea").value.trim();
  }
  return values;
}

/** The complaint about a field, empty when there is none. */
function faultOf(field) {
  const boxes = field.querySelectorAll("input[type=checkbox]");
  if (boxes.length) return "";
  const input = field.querySelector("input, select, textarea");
  if (input.required && !input.value.trim()) return say("empty");
  if (input.value.trim() && input.pattern && !new RegExp(`^(?:${input.pattern})$`).test(input.value.trim())) return field.querySelector(".complaint").dataset.complaint;
  return "";
}

function complain(form, field, text) {
  const line = field.querySelector(".complaint");
  line.textContent = text;
  line.hidden = !text;
  field.classList.toggle("bad", Boolean(text));
  const input = field.querySelector("input, select, textarea");
  if (text) input?.setAttribute("aria-invalid", "true");
  else input?.removeAttribute("aria-invalid");
}

/** Whether all is well; the first complaint gets the focus. */
export function sound(form) {
  let first = null;
  for (const field of form.querySelectorAll("[data-field]")) {
    const fault = faultOf(field);
    complain(form, field, fault);
    if (fault) first ??= field;
  }
  const values = written(form);
  const days = [day(values.start), day(values.end)];
  if (!first && days[0] && days[1] && days[1] < days[0]) {
    first = form.querySelector('[data-field="end"]');
    complain(form, first, say("order"));
  }
  first?.querySelector("input, select, textarea").focus();
  return !first;
}

function day(text) {
  const parts = text ? text.match(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/) : null;
  return parts ? `${parts[3]}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}` : text;
}

export function edit(card) {
  if (!card || card.classList.contains("pending")) return;
  const open = card.querySelector("form.edit");
  if (open) { open.querySelector("input, select, textarea").focus(); return; }
  choose(card);
  const was = JSON.parse(card.dataset.values);
  const key = card.dataset.fact;
  const form = made(card.dataset.kind);
  filled(form, was);
  const draft = recall(localStorage, draftKey(key), null);
  if (draft) { filled(form, draft); toast(say("draft")); }
  const acts = card.querySelector("form.acts");
  acts.hidden = true;
  acts.after(form);
  const close = () => { keep(localStorage, draftKey(key), null); form.remove(); acts.hidden = false; card.focus({ preventScroll: true }); };
  form.addEventListener("input", () => keep(localStorage, draftKey(key), written(form)));
  form.querySelector("[data-cancel]").addEventListener("click", close);
  form.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); close(); } });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!sound(form)) return;
    const now = written(form);
    const changed = Object.keys(now).filter((name) => now[name] !== (was[name] ?? ""));
    if (!changed.length) { close(); return; }
    const reason = form.elements.reason.value;
    const fields = fieldsOf(card, "set").filter(([name]) => name !== "reason");
    for (const name of changed) fields.push([`value.${name}`, now[name]], [`was.${name}`, was[name] ?? ""]);
    if (reason) fields.push(["reason", reason]);
    close();
    send([card], fields);
    if (current() === card) stepOn();
  });
  form.querySelector("input:not([type=hidden]), select, textarea").focus();
}
