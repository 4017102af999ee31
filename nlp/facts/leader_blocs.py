"""Which bloc a role is in that does not say it itself."""

from __future__ import annotations

from nlp.facts.context import Scene
from nlp.facts.leader_found import Seen


def bloc_of_clause(scene: Scene, seen: Seen) -> str | None:
    """The bloc of a role that does not say it: in the bracket after its holder, or named later in a clause that names
    none before ("cử A làm Trưởng khối, B làm Phó khối thi đua số 4"); else the one spoken of.
    """
    reading = scene.reading
    if len(scene.clusters) > 1:
        lower = reading.tokens.lower
        bracket = lower[seen.holder.last : seen.holder.last + 1] == ["("]
        named = reading.within("bloc", seen.holder.last, seen.holder.last + 6) if bracket else []
        if named and named[0].first == seen.holder.last + 1:
            return scene.bloc_of(named[0])
        first, last = seen.sentence.first, seen.sentence.last
        semicolons = [i for i in range(first, last) if lower[i] == ";"]
        first = max((i for i in semicolons if i < seen.role.first), default=first)
        last = min((i for i in semicolons if i > seen.role.first), default=last)
        later = reading.within("bloc", seen.role.last, last)
        if later and not reading.within("bloc", first, seen.role.first):
            return scene.bloc_of(later[0])
    return _of_its_kind(scene, seen) or scene.bloc_at(seen.role.first)


def _of_its_kind(scene: Scene, seen: Seen) -> str | None:
    """Where an article tells of one khối and one cụm, "Khối trưởng" leads the khối and "Cụm trưởng" the cụm."""
    words = set(scene.reading.tokens.lower[seen.role.first : seen.role.last])
    kinds: dict[str, list[str]] = {"khối": [], "cụm": []}
    for cluster in scene.clusters:
        kinds[cluster.mentions[0].value.kind.value].append(cluster.id)
    said = [kind for kind in kinds if kind in words]
    if len(said) != 1 or any(len(ids) != 1 for ids in kinds.values()):
        return None
    return kinds[said[0]][0]
