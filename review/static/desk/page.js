// What all parts of the desk share: the words of the interface, the user, small messages.
export const desk = document.getElementById("desk");
export const words = JSON.parse(desk.dataset.words);
export const user = desk.dataset.user;

export function say(key, values = {}) {
  return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, String(value)), words[key]);
}

const toastBox = document.getElementById("desk-toast");
let toastTimer = 0;

export function toast(text) {
  toastBox.textContent = text;
  toastBox.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { toastBox.hidden = true; }, 3500);
}

export function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(`desk:${name}`, { detail }));
}

export function hear(name, act) {
  document.addEventListener(`desk:${name}`, (event) => act(event.detail));
}

/** What the browser keeps; a full or forbidden storage leaves it in memory. */
const memory = new Map();

export function recall(store, key, otherwise) {
  try {
    const text = store.getItem(key);
    return text === null ? memory.get(key) ?? otherwise : JSON.parse(text);
  } catch {
    return memory.get(key) ?? otherwise;
  }
}

export function keep(store, key, value) {
  memory.set(key, value);
  try {
    if (value === null) store.removeItem(key);
    else store.setItem(key, JSON.stringify(value));
  } catch {
    // Memory has it: better for this page than nothing.
  }
  if (value === null) memory.delete(key);
}
