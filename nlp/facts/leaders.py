"""Leaders: who heads a bloc or is its deputy, a unit or a person: serving, coming in or going out, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from nlp.facts.context import Scene, compiled
from nlp.facts.drafts import Draft
from nlp.facts.leader_blocs import bloc_of_clause
from nlp.facts.leader_found import Candidate, Seen, of_one_choice, settled
from nlp.facts.leader_patterns import PATTERNS
from nlp.facts.leader_terms import Held, draft_of, is_whole, sentence_year, status_of, term_of
from nlp.facts.same_unit import names_one
from nlp.reading import Mark, Reading, Sentence
from nlp.sketch import Match, Sketch, find
from records import BlockKind, LeaderStatus

_SPEAKS_FOR = re.compile(
    r"(?:đại diện|thay mặt)(?: cho)?(?: lãnh đạo)?(?: các)?(?: đơn vị)?(?: tân)?(?: nhận (?:bàn giao|nhiệm"
    r" vụ)| tiếp nhận)? $"
)
_SERVES = re.compile(
    r"(?:làm|là|vai trò|nhiệm vụ|giữ chức|đảm nhận|đảm nhiệm|cương vị|được (?:giao|bầu|cử|chọn))(?: đơn vị)? $"
)
_TAKEN = re.compile(r"R\d+(?: [^\s;,.]+){0,3} (?:là|:)(?: đơn vị)? $")
_NEAR = 5
_IN_ROLE = frozenset({",", "với", "vai", "trò", "là", "nhiệm", "vụ", "chức", "cương", "vị", "trên", "trong", "đơn"})
# "tại phường Nghĩa Đô, với vai trò Khối trưởng, | Học viện A tổ chức": whose role it is comes after.
_IN_THE_ROLE, _THE_ONE = re.compile(r" , với (?:vai trò|tư cách|cương vị)"), re.compile(r" , U\d+ (?!,|và)")
_PLACE_ONLY = re.compile(r"(?:tại|ở|(?<!thuộc )về|trên địa bàn|trụ sở) $")
_PART_OF = re.compile(
    r"^(?:Văn phòng|Phòng|Ban) .*?((?:Sở|Cục|Chi cục|Công an|Ủy ban|Hội|Liên đoàn|Bộ Chỉ huy|Viện|Tòa án) .*)$"
)
_FORMER = re.compile(r"(?:^| )(?:nguyên|cựu)(?: O\d+)? $")
_OTHER_GIFT = re.compile(r"(?:tặng|trao (?:cờ|bằng|giấy)|khen)|trao A\d")
# What each name of a pattern says of the status; None: the sentence and the event must tell.
_CAUGHT = {
    "giver": LeaderStatus.OUTGOING,
    "taker": LeaderStatus.INCOMING,
    "chosen": LeaderStatus.INCOMING,
    "next": LeaderStatus.INCOMING,
    "holder": None,
    "holders": None,
    "person": None,
    "unit": None,
    "place": None,
}
# Rules that need a role to themselves: they fire only where none before them did.
_LOOSE = frozenset(
    {"leader.unit_apposed", "leader.role_is", "leader.role_person", "leader.role_unit", "leader.also_serves"}
)
# Rules that say all there is to say about the roles they name.
_WHOLE = frozenset({"leader.given_then"})
_FOR_UNITS = frozenset({"leader.for_its_unit", "leader.for_their_unit"})
# Rules that name a unit by the office of who acts for it, with what they say of the status.
_OF_OFFICES = {
    "leader.office_hands_over": LeaderStatus.OUTGOING,
    "leader.for_unit_chosen": LeaderStatus.INCOMING,
    "leader.office_that_was_chosen": None,
}
_OF_PLACES = "leader.place_apposed"  # of which chairs.py says who is meant
_OF_PEOPLE = frozenset({"leader.role_person", "leader.person_office_role"})


class LeaderReader:
    """Finds leaders."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        """Reads `phrases`: `choose`, `serve_as`, `hand_over`."""
        self._patterns = compiled(PATTERNS, phrases)

    def __call__(self, scene: Scene, drafts: list[Draft], listed: Iterable[tuple[str, Mark, Mark]]) -> list[Candidate]:
        """The leaders; `listed` are those whose role stands behind them in a list of members."""
        reading = scene.reading
        found = [
            _candidate(scene, drafts, bloc, Seen(role, holder, None, "leader.in_list", reading.sentence_of(role.first)))
            for bloc, holder, role in listed
        ]
        if scene.clusters and reading.of("role"):
            for sentence in sorted({reading.sentence_of(role.first) for role in reading.of("role")}):
                for seen in self._sentence(reading, sentence, scene.sketch(sentence)):
                    bloc = scene.bloc_of(seen.role.value.bloc) or bloc_of_clause(scene, seen)
                    if bloc:
                        found.append(_candidate(scene, drafts, bloc, seen))
        return settled(of_one_choice(reading, found))

    def _sentence(self, reading: Reading, sentence: Sentence, sketch: Sketch) -> Iterable[Seen]:
        used: set[tuple[int, int]] = set()
        done: set[int] = set()
        closed: set[int] = set()
        for rule, match in find(self._patterns, sketch):
            for seen in _caught(reading, rule, match, sentence):
                key = (seen.holder.first, seen.role.first)
                if key in used or seen.role.first in (done if rule in _LOOSE else closed):
                    continue
                used.add(key)
                yield seen
            named = [role.first for name in ("role", "next_role") for role in match.marks(name)]
            done.update(first for first in named if any(key[1] == first for key in used))
            if rule in _WHOLE:
                closed.update(named)


def _caught(reading: Reading, rule: str, match: Match, sentence: Sentence) -> list[Seen]:
    """Whom a match names, in the roles it names; empty where it means somebody else."""
    role = match.mark("role")
    if role is None or _not_them(rule, match) or (rule in _FOR_UNITS and not _of_a_unit(reading, role)):
        return []
    if rule in ("leader.own_unit", "leader.itself_in_role"):
        unit = _own_unit(reading)
        return [Seen(role, unit, None, rule, sentence)] if unit else []
    out: list[Seen] = []
    if rule in _OF_OFFICES:
        units = [unit for unit in _units_of_offices(reading, match)[:1] if names_one(unit)]
        out.extend(Seen(role, unit, _OF_OFFICES[rule], rule, sentence) for unit in units)
    for name, status in _CAUGHT.items():
        own = match.mark("next_role") if name == "next" else role
        for named in _of_clause(rule, match, name):
            holder = _its_unit(reading, match, role, named) if named.label == "person" else named
            if rule == "leader.person_office_role" and own is not None:
                out.extend(Seen(own, other, status, rule, sentence) for other in _sharing(reading, match, own))
            if holder is not None and own is not None and (rule == _OF_PLACES or _can_lead(match.sketch, holder)):
                out.append(Seen(own, holder, status, rule, sentence, _handed_on(rule, match)))
    return out


def _sharing(reading: Reading, match: Match, role: Mark) -> list[Mark]:
    """Who stands before a person and shares a role in the plural: "A, Bí thư …, B và C, Phó Bí thư … - các Cụm phó"."""
    if {"các", "hai"}.isdisjoint(reading.tokens.lower[role.first - 1 : role.first + 1]):
        return []
    before = re.search(r"(P\d+) , O\d+ (?:,|và) $", match.sketch.text[: match.found.start()])
    return [match.sketch.mark(before[1])] if before else []


def _of_clause(rule: str, match: Match, name: str) -> list[Mark]:
    """The holders of a name; of "… cho A; B làm Khối phó" only B, but of "các Công ty: A; B làm Khối phó" both."""
    text = match.found.groupdict().get(name) or ""
    if rule != "leader.serves_as" or not text:
        return match.marks(name)
    before = match.sketch.text[: match.found.start(name)]
    if _TAKEN.search(before):
        text = text.partition(",")[2]  # "Cụm trưởng là A, | B là Cụm phó"
    if ";" not in text:
        return match.sketch.symbols(text)
    whole = re.search(r"(?:^|(?<!\S)các|:) ?$", before)
    return match.sketch.symbols(text if whole else text.rpartition(";")[2])


def _own_unit(reading: Reading) -> Mark | None:
    """The unit that an article is about, which it goes on to call "nhà trường" or "chi nhánh": that of its title."""
    title = next((s for s in reading.sentences[:4] if s.kind is BlockKind.TITLE), reading.sentences[0])
    if reading.within("bloc", title.first, title.last):
        return None
    return next((mark for mark in reading.within("unit", title.first, title.last) if not mark.value.bare), None)


def _units_of_offices(reading: Reading, match: Match) -> list[Mark]:
    """The units that the offices of a match are in: of "Giám đốc Sở Y tế" Sở Y tế."""
    return [unit for office in match.marks("office") for unit in reading.within("unit", office.first, office.last)]


def _of_a_unit(reading: Reading, role: Mark) -> bool:
    """ "đơn vị Khối trưởng", "trường cụm trưởng": a role that only a unit has."""
    return reading.tokens.lower[role.first] in ("đơn", "trường", "cơ", "bệnh")


def _its_unit(reading: Reading, match: Match, role: Mark, person: Mark) -> Mark | None:
    """A unit's role is held by the unit: "ông A, Hiệu trưởng Trường B, thay mặt đơn vị Khối trưởng"."""
    if not _of_a_unit(reading, role):
        return person
    units = _units_of_offices(reading, match) or reading.within("unit", person.last, role.first)
    return _whole(units[0]) if units and names_one(units[0]) else None


def _whole(unit: Mark) -> Mark:
    """The unit that an office's part belongs to: of "Văn phòng Sở Kế hoạch và Đầu tư" the Sở."""
    found = _PART_OF.match(unit.value.name) if unit.rule == "unit.part" else None
    return unit._replace(value=unit.value._replace(name=found[1], head=None)) if found else unit


def _can_lead(sketch: Sketch, holder: Mark) -> bool:
    """Whether a mark names somebody who can lead, and not only where something took place."""
    if holder.label not in ("unit", "person", "place"):
        return False
    if holder.label == "unit" and holder.value.bare and holder.value.head is None:
        return False
    if holder not in sketch.marks:
        return True
    before = sketch.text[: sketch.text.find(f"{'L' if holder.label == 'place' else 'U'}{sketch.marks.index(holder)}")]
    return holder.label == "person" or _PLACE_ONLY.search(before) is None


def _handed_on(rule: str, match: Match) -> bool:
    """Whether the role is the giver's, so that the taker's term is the next: "Khối trưởng năm 2017 bàn giao cho U"."""
    return (
        rule == "leader.given_to"
        and re.match(r"R\d+ (?:đã )?(?:bàn giao|chuyển giao|trao)", match.found[0]) is not None
    )


def _not_them(rule: str, match: Match) -> bool:
    """Who only speaks for the leading unit is not its head; who comes after a role that was just given is another."""
    before = match.sketch.text[: match.found.start()]
    if _FORMER.search(before) and match.found[0].startswith("R"):
        return True
    if rule in _OF_PEOPLE and _SPEAKS_FOR.search(before):
        return True
    if rule == "leader.role_person" and re.search(r" (?:,|là|:)", match.found[0]) and _SPEAKS_FOR.search(before + " "):
        return True
    if rule == "leader.role_unit":
        return "," in match.found[0] and _SERVES.search(before) is not None
    if rule == "leader.serves_as" and _IN_THE_ROLE.search(match.found[0]):
        return _THE_ONE.match(match.sketch.text, match.found.end()) is not None
    return rule == "leader.given_to" and _OTHER_GIFT.search(match.found[0]) is not None


def _candidate(scene: Scene, drafts: list[Draft], bloc: str, seen: Seen) -> Candidate:
    role, sentence, status = seen.role, seen.sentence, seen.status
    draft = draft_of(drafts, bloc, sentence)
    own: int | None = role.value.year
    stated = own or _year_before(scene.reading, seen) or sentence_year(scene, sentence, role)
    if seen.next_term and own:
        stated = own + 1
    if status is None and scene.reading.tokens.lower[role.first] == "tân":
        status = LeaderStatus.INCOMING
    if status is None:
        status = status_of(scene, sentence, Held(role, seen.holder, stated, seen.rule), draft)
    elif status is LeaderStatus.INCOMING and stated and draft and draft.about and stated < draft.about:
        status = LeaderStatus.SERVING
    return Candidate(
        bloc=bloc,
        role=role.value.role,
        holder=seen.holder,
        status=status,
        year=term_of(status, stated, own, draft),
        rule=seen.rule,
        role_mark=role,
        confidence=_confidence(seen, stated=stated is not None),
        stated=stated is not None,
    )


def _year_before(reading: Reading, seen: Seen) -> int | None:
    """The year right before who holds the role: "chẳng hạn, năm 2018 Sở Tư pháp là Khối trưởng"."""
    if seen.holder.first > seen.role.first:
        before = [m for m in reading.within("year", seen.sentence.first, seen.role.first) if is_whole(m)]
        words = reading.tokens.lower[before[-1].last : seen.role.first] if before else []
        near = before and len(words) <= _NEAR and _IN_ROLE.issuperset(words)
        return int(before[-1].value.year) if near else None  # "năm 2020, với vai trò Khối trưởng, Sở Y tế"
    beside = [m for m in reading.within("year", seen.holder.last, seen.role.first) if is_whole(m)]
    if beside:
        return int(beside[-1].value.year)  # "Sở Tư pháp là thành viên, năm 2025 được giao làm Khối phó"
    years = [m for m in reading.within("year", seen.sentence.first, seen.holder.first) if is_whole(m)]
    between = reading.tokens.lower[years[-1].last : seen.holder.first] if years else ["-"]
    return int(years[-1].value.year) if between in ([], [","]) else None


def _confidence(seen: Seen, *, stated: bool) -> float:
    return (
        _RIGHT.get(seen.rule, 0.85) + (0.03 if stated else 0) - (0.1 if seen.sentence.kind is BlockKind.CAPTION else 0)
    )


# How often each rule was right on the articles it was measured on, less what unseen ones will cost it.
_RIGHT = {
    "leader.in_list": 0.92,
    "leader.hands_over": 0.92,
    "leader.given_to": 0.9,
    "leader.serves_as": 0.92,
    "leader.chosen": 0.9,
    "leader.role_is": 0.9,
    "leader.person_office_role": 0.92,
    "leader.unit_apposed": 0.9,
    "leader.role_person": 0.82,
    "leader.role_unit": 0.75,
    "leader.also_serves": 0.7,
    "leader.own_unit": 0.75,
    "leader.itself_in_role": 0.75,
}
