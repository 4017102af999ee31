// Single keys, unless somebody is typing, a dialog is open, or they are switched off.
import { keep, recall } from "./page.js";

const KEY = "thidua.desk.shortcuts";
export const shortcutsOn = () => recall(localStorage, KEY, true);

/** `keymap` maps a key to what it does; true as the answer lets the browser act as well. */
export function listen(keymap) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, dialog, [contenteditable]")) return;
    const act = keymap[event.key];
    const arrows = event.key.startsWith("Arrow") || event.key === "Enter" || event.key === " ";
    if (!act || (!shortcutsOn() && event.key !== "?")) return;
    if (arrows && event.target.closest("a, button, summary, .desk-text-scroll") && !event.target.matches(".fact, .pair-card")) {
      if (event.key === "Enter" || event.key === " " || event.target.closest(".desk-text-scroll")) return;
    }
    if (act(event) !== true) event.preventDefault();
  });
}

export function startHelp(dialog, button) {
  const box = dialog.querySelector("[data-shortcuts]");
  box.checked = shortcutsOn();
  box.addEventListener("change", () => keep(localStorage, KEY, box.checked));
  button.addEventListener("click", () => dialog.showModal());
}
