// The desk's scripts, by page. Every page works without them, by forms.
import { startOutbox } from "./outbox.js";
import { startUndo } from "./undoing.js";

document.documentElement.classList.add("scripted");
startUndo();
const list = document.querySelector("[data-queue]");
const pairs = document.querySelector("[data-pairs]");
if (document.querySelector("[data-article]")) (await import("./article.js")).startArticle();
else if (list || pairs) {
  const { startQueue, startPairs } = await import("./lists.js");
  if (list) startQueue(list);
  if (pairs) startPairs(pairs);
}
const poll = document.querySelector("[data-poll]");
if (poll) (await import("./polling.js")).startPolling(poll);
startOutbox();
document.documentElement.dataset.desk = "ready";
