// The reviewer's own acts of this sitting, the latest last, to be taken back one after another.
import { all, forget, put } from "./outbox.js";
import { hear, keep, recall, say, tell, toast, user } from "./page.js";

const KEY = `thidua.desk.undo.${user}`;
const DEEPEST = 100;
const stack = () => recall(sessionStorage, KEY, []);
const save = (acts) => keep(sessionStorage, KEY, acts.slice(-DEEPEST));

export function remember(id, facts, article) {
  save([...stack(), { id, facts, article, said: null }]);
}

/** Take the latest act back: out of the outbox when it was not sent yet, else by a judgement. */
export function undo(otherwise = null) {
  const acts = stack();
  const last = acts.pop();
  save(acts);
  if (!last) {
    if (otherwise?.judgement) send({ ...otherwise, said: [otherwise.judgement] });
    else toast(say("nothing_to_undo"));
    return;
  }
  const waiting = all().find((entry) => entry.id === last.id);
  if (waiting && !waiting.tried) {
    forget(last.id);
    tell("withdrawn", last);
    toast(say("done_undo"));
  } else if (last.said) {
    send(last);
  } else {
    save([...acts, { ...last, wanted: true }]);
  }
}

function send({ said, facts, article }) {
  put([["action", "undo"], ...said.map((each) => ["judgement", String(each)]), ...place(article)], { undo: true, facts, article });
}

const place = (article) => (article ? [["article", article]] : []);

export function startUndo() {
  hear("saved", ({ entry, answer }) => {
    if (entry.undo) { toast(say("done_undo")); return; }
    const acts = stack();
    const mine = acts.find((act) => act.id === entry.id);
    if (!mine) return;
    mine.said = answer.said;
    save(mine.wanted ? acts.filter((act) => act !== mine) : acts);
    if (mine.wanted) send(mine);
  });
  hear("dropped", (entry) => save(stack().filter((act) => act.id !== entry.id)));
}
