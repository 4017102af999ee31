// What every page uses. All of it is an extra: each page works without.
"use strict";

// Evidence opens in a small window instead of a page.
(() => {
  if (!("HTMLDialogElement" in window)) return;
  let dialog;
  const make = () => {
    dialog = document.createElement("dialog");
    dialog.className = "evidence";
    dialog.setAttribute("aria-labelledby", "evidence-title");
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
  };
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-evidence]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.getAttribute("href") + "?part=body", { headers: { accept: "text/html" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      if (!dialog) make();
      dialog.innerHTML = await answer.text(); // escaped by the server, as the page itself is
      const bar = document.createElement("div");
      bar.className = "bar";
      const title = document.createElement("h2");
      title.id = "evidence-title";
      title.textContent = document.body.dataset.evidenceTitle;
      const close = document.createElement("button");
      close.type = "button";
      close.textContent = "×";
      close.setAttribute("aria-label", document.body.dataset.close);
      close.addEventListener("click", () => dialog.close());
      bar.append(title, close);
      dialog.prepend(bar);
      dialog.showModal();
    } catch {
      location.href = link.href;
    }
  });
})();

// Results while typing.
(() => {
  const form = document.querySelector("form[data-live]");
  const place = form && document.getElementById(form.dataset.live);
  if (!place) return;
  const input = form.querySelector("input[type=search]");
  let timer, running;
  const ask = async () => {
    running?.abort();
    running = new AbortController();
    const query = new URLSearchParams(new FormData(form));
    const shown = "/search?" + query;
    query.set("part", "results");
    try {
      const answer = await fetch("/search?" + query, { signal: running.signal });
      if (!answer.ok) return;
      place.innerHTML = await answer.text(); // escaped by the server, as the page itself is
      history.replaceState(null, "", shown);
    } catch (error) {
      if (error.name !== "AbortError") form.submit();
    }
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 180); });
})();

// Names offered on the first page.
(() => {
  const input = document.querySelector("input[data-suggest]");
  const list = input && document.getElementById("suggested");
  if (!list) return;
  let timer, running;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < 2) return;
    timer = setTimeout(async () => {
      running?.abort();
      running = new AbortController();
      try {
        const answer = await fetch("/suggest.json?q=" + encodeURIComponent(input.value), { signal: running.signal });
        const rows = answer.ok ? await answer.json() : [];
        list.replaceChildren(...rows.map((row) => {
          const option = document.createElement("option");
          option.value = row.title;
          option.label = [row.title, row.place].filter(Boolean).join(", ");
          return option;
        }));
      } catch { /* an aborted look-up: the next one is under way */ }
    }, 180);
  });
})();

// A fact under the pointer lights up its words, and the other way round.
(() => {
  const marks = [...document.querySelectorAll("mark[data-facts]")];
  if (!marks.length) return;
  const light = (key, on) => {
    for (const mark of marks) if (mark.dataset.facts.split(" ").includes(key)) mark.classList.toggle("lit", on);
  };
  for (const link of document.querySelectorAll("a[data-fact]")) {
    for (const [name, on] of [["mouseenter", true], ["mouseleave", false], ["focus", true], ["blur", false]]) {
      link.addEventListener(name, () => light(link.dataset.fact, on));
    }
  }
})();

// Choosing a filter applies it.
for (const select of document.querySelectorAll("form.filters select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

// A column or field of a chart leads to what it counts; its numbers below have the same links.
document.addEventListener("click", (event) => {
  const shape = event.target.closest("rect[data-href]");
  if (shape) location.href = shape.dataset.href;
});
