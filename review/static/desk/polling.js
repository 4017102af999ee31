// What goes on in the background, asked for again every two seconds until it is done.
const PAUSE = 2000;

export function startPolling(place) {
  const ask = async () => {
    const answer = await fetch(place.dataset.poll, { headers: { accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const holder = document.createElement("div");
    holder.innerHTML = await answer.text(); // escaped by the server, as the page itself is
    const fresh = holder.querySelector("[data-poll]");
    if (fresh) place.replaceWith(fresh);
    else place.remove();
    if (fresh) startPolling(fresh);
  };
  if ("pollOn" in place.dataset) setTimeout(ask, PAUSE);
}
