// Names offered while typing, from what the registry knows; a list that the arrow keys walk.
let number = 0;

export function completing(form) {
  for (const input of form.querySelectorAll("input[data-completes]")) attach(form, input);
}

function attach(form, input) {
  const list = document.createElement("ul");
  list.className = "offer-list";
  list.id = `offers-${(number += 1)}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector(`label[for="${CSS.escape(input.id)}"]`)?.textContent ?? "");
  list.hidden = true;
  input.closest(".field").append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) input.setAttribute(name, value);
  let timer = 0;
  let asked = "";

  const close = () => { list.hidden = true; list.replaceChildren(); input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const chosen = () => list.querySelector('[aria-selected="true"]');
  const point = (item) => {
    chosen()?.setAttribute("aria-selected", "false");
    if (!item) return;
    item.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  };
  const take = (item) => { fill(form, input, item.offer); close(); input.dispatchEvent(new Event("input", { bubbles: true })); close(); };

  async function look() {
    const typed = input.value.trim();
    asked = typed;
    if (typed.length < 2) { close(); return; }
    let offers = [];
    try {
      const response = await fetch(`/desk/complete?${new URLSearchParams({ of: subject(form, input), q: typed })}`, { headers: { accept: "application/json" } });
      if (response.ok) ({ offers } = await response.json());
    } catch {
      offers = []; // without a connection one types the name whole
    }
    if (asked !== typed || document.activeElement !== input) return;
    offers = offers.filter((offer) => offer.name !== typed);
    list.replaceChildren(...offers.map((offer, at) => item(offer, `${list.id}-${at}`)));
    list.hidden = !offers.length;
    input.setAttribute("aria-expanded", String(Boolean(offers.length)));
  }

  input.addEventListener("input", (event) => { if (!event.isTrusted) return; clearTimeout(timer); timer = setTimeout(look, 120); });
  input.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => { const found = event.target.closest("li"); if (found) { event.preventDefault(); take(found); } });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const items = [...list.children];
    const at = items.indexOf(chosen());
    if (event.key === "ArrowDown") point(items[(at + 1) % items.length]);
    else if (event.key === "ArrowUp") point(items[(at - 1 + items.length) % items.length]);
    else if (event.key === "Enter" && at >= 0) take(items[at]);
    else if (event.key === "Tab" && at >= 0) { take(items[at]); return; }
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/** What is asked for: named outright, or told by another field (the holder is a unit or a person). */
function subject(form, input) {
  const named = input.dataset.completes;
  const told = form.elements[`value.${named}`];
  return told ? told.value || "unit" : named;
}

function item(offer, id) {
  const made = document.createElement("li");
  made.id = id;
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  made.textContent = offer.name;
  if (offer.place) {
    const where = document.createElement("small");
    where.textContent = offer.place;
    made.append(where);
  }
  made.offer = offer;
  return made;
}

/** The name, and of an award what its name settles. */
function fill(form, input, offer) {
  input.value = offer.name;
  for (const name of ["form", "level"]) {
    const other = form.elements[`value.${name}`];
    if (other && offer[name]) other.value = offer[name];
  }
}
