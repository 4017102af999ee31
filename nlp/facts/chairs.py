"""The chair's own unit: a bloc's head or deputy belongs to it, and so does the body in whose office a
person leads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from nlp.facts.context import Scene
from nlp.facts.leader_found import Candidate
from nlp.facts.member_found import Found
from nlp.facts.same_unit import names_one, same_unit, unit_of
from nlp.reading import Mark
from nlp.sketch import Sketch
from nlp.spans.places import Place
from records import LeaderStatus

# The offices that stand with a person and his role: after the name, or before it.
_OFFICES_AFTER = re.compile(r"(?P<p>P\d+) (?:,|-|\() (?P<o>(?:là )?O\d+(?:(?: (?:,|;|-|và))? O\d+)*)")
_OFFICES_BEFORE = re.compile(r"(?P<o>O\d+(?: , O\d+)*)(?: (?:,|-|kiêm))?(?: R\d+)?(?: (?:,|-))? (?P<p>P\d+)")
_GATHERING = re.compile(r"(?:^| )(?:dự|tham dự|có mặt|tham gia|về dự)(?: |$)")
_BY_LEADING = frozenset({"member.leads", "member.chairs"})
_FEWEST, _SEVERAL = 3, 2
_OF_COMMITTEES = ("Ban ", "Văn phòng ", "Cơ quan ")
_NOT_A_MEMBER = ("ủy", "hội đồng nhân dân", "đoàn đại biểu quốc hội", "ban thường vụ", "ban chấp hành", "hội đồng")


def led_by_members(members: Found, leaders: Iterable[Candidate]) -> list[Candidate]:
    """The leaders, a place before a unit's role ("tại tỉnh Quảng Bình, đơn vị Cụm phó") as the member that is there."""
    out: list[Candidate] = []
    for leader in leaders:
        holder = _there(members, leader) if leader.rule == "leader.place_apposed" else leader.holder
        if holder is not None:
            leader_of = replace(leader, holder=holder)
            out.append(replace(leader_of, bloc=_listing_bloc(members, leader_of) or leader.bloc))
    return [leader for leader in out if not _hands_for_unit(leader, out)]


def _listing_bloc(members: Found, leader: Candidate) -> str | None:
    """Of a role that does not say its bloc the only one that lists who holds it, where several have lists."""
    if leader.role_mark.value.bloc or leader.holder.label == "person" or len(members.units) < _SEVERAL:
        return None
    named = unit_of(leader.holder)
    blocs = [bloc for bloc, units in members.units.items() if any(same_unit(named, unit) for unit in units)]
    return blocs[0] if len(blocs) == 1 else None


def _hands_for_unit(leader: Candidate, others: list[Candidate]) -> bool:
    """Whether a person only hands a role over that units hold: "Ông A trao cờ luân lưu Trưởng cụm cho ông B"."""
    if leader.holder.label != "person" or leader.rule != "leader.hands_over":
        return False
    same = [o for o in others if o.bloc == leader.bloc and o.role is leader.role]
    both = any(o.holder.label == "person" and o.role_mark == leader.role_mark and o is not leader for o in same)
    return both and any(o.holder.label != "person" and o.status is not LeaderStatus.SERVING for o in same)


def _there(members: Found, leader: Candidate) -> Mark | None:
    where = leader.holder.value.name.lower()
    units = [seen.mark for seen in members.of(leader.bloc) if seen.mark.label == "unit"]
    theirs = [mark for mark in units if (mark.value.place or "").lower().endswith(where)]
    return theirs[0] if theirs else leader.holder if members.of_territories(leader.bloc) else None


def leaders_belong(scene: Scene, members: Found, leaders: Iterable[Candidate]) -> None:
    """Add the units that lead blocs, and those of the people who do, to the members that no list names.

    "Công an tỉnh" alone could be any; of "Chủ tịch UBND tỉnh A" in a bloc of provinces the province is the member.
    """
    for leader in leaders:
        holder = leader.holder
        if holder.label == "place" or (holder.label == "unit" and names_one(holder)):
            members.add(leader.bloc, holder, "member.leads", 0.8)
        elif holder.label == "person":
            unit = _unit_of_person(scene, holder, members.heads(leader.bloc))
            if unit is not None:
                members.add(leader.bloc, _as_members_are(unit, members, leader.bloc), "member.chairs", 0.7)
    for cluster in scene.clusters:
        for mark in _gathered(scene, members, cluster.id):
            members.add(cluster.id, mark, "member.gathered", 0.7)


def _gathered(scene: Scene, members: Found, bloc: str) -> list[Mark]:
    """Units under one head that came together ("Về dự có hiệu trưởng các trường THPT: …"), when those
    that lead are of it.

    Only for a bloc of which no list tells.
    """
    seen = members.of(bloc)
    heads = members.heads(bloc)
    if len(heads) != 1 or not seen or any(s.rule not in _BY_LEADING for s in seen):
        return []
    gathered: list[Mark] = []
    for sentence in scene.reading.sentences:
        sketch = scene.sketch(sentence)
        alike = [
            m
            for m in sketch.marks
            if m.label == "unit" and m.value.head and m.value.head.name in heads and not m.value.bare
        ]
        if len(alike) >= _FEWEST and _GATHERING.search(sketch.text):
            gathered.extend(alike)
    return gathered


def _unit_of_person(scene: Scene, person: Mark, heads: set[str]) -> Mark | None:
    """The unit of the office in which a person leads: that of the other members' kind, else the last one named."""
    reading = scene.reading
    mentions = [mark for mark in reading.of("person") if mark.value.name == person.value.name]
    offices = [office for m in mentions for office in _offices(scene.sketch(reading.sentence_of(m.first)), m)]
    units = [unit for office in offices for unit in _units_in(scene, office)]
    alike = [u for u in units if u.value.head and u.value.head.name in heads]
    return next(iter(alike or units[-1:]), None)


def _offices(sketch: Sketch, person: Mark) -> Iterator[Mark]:
    for pattern in (_OFFICES_AFTER, _OFFICES_BEFORE):
        for match in pattern.finditer(sketch.text):
            if sketch.mark(match["p"]).first == person.first:
                yield from (mark for mark in sketch.symbols(match["o"]) if mark.label == "office")
                return


def _units_in(scene: Scene, office: Mark) -> list[Mark]:
    found = scene.reading.within("unit", office.first, office.last)
    return [
        u
        for u in found
        if names_one(u)
        and not u.value.name.lower().startswith(_NOT_A_MEMBER)
        and (not u.value.name.lower().endswith("ủy") or u.value.name.startswith(_OF_COMMITTEES))
    ]


def _as_members_are(unit: Mark, members: Found, bloc: str) -> Mark:
    """In a bloc whose members are territories the people's committee stands for its own."""
    if unit.value.name != "Ủy ban nhân dân" or not unit.value.place or not members.of_territories(bloc):
        return unit
    return Mark(unit.first, unit.last, "place", Place(None, unit_of(unit)[1] or "", True), unit.rule)
