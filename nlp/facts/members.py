"""Members: lists that say what a bloc consists of, those of its kind that an article names, and the count they claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from records import BlockKind, Evidence, Member, Unit

from nlp.facts.bloc_kinds import Kind, KindReader
from nlp.facts.blocs import Cluster
from nlp.facts.context import Scene, compiled
from nlp.facts.lists import Item, ListReader, same_unit, unit_of
from nlp.facts.member_counts import named_count, stated_counts
from nlp.facts.member_patterns import COMPLETE, LOOSE, PATTERNS
from nlp.reading import Mark, Reading, Sentence
from nlp.sketch import Match, Sketch
from nlp.spans.units import UnitName
from nlp.vocabulary import Phrases, Vocabulary

_AFTER = re.compile(
    r"(?P<list>(?:[UL]\d+(?: \( [^()]* \))?(?: (?:,|;|và|cùng|với|các|lãnh đạo|đại diện|:))* ?)+)"
    r"(?P<link>(?:\( )?(?:là|đều là|, là) (?:(?:N\d+|\d+) |các |những )?(?:đơn vị |cơ quan )?thành viên|(?:là|đều là|, là) N\d+ (?=(?:của|trong|thuộc) (?:khối|cụm|B\d))|(?:-|,|\() (?:là )?N\d+ (?:của |trong |thuộc )?(?=B\d|khối|cụm)|(?:, )?(?:thuộc|trực thuộc|trong) (?=B\d))"
)
_ABSENT = re.compile(r"(?<!\S)vắng (?:mặt )?(?:đơn vị |đại diện )?(?P<u>U\d+)")
_GATHERING = re.compile(r"(?:^| )(?:dự|tham gia|tham dự|có mặt|hội nghị|điểm cầu)(?: |$)")
_HONOURS = re.compile(r"A\d+(?: [a-zà-ỹ]+){0,4} (?:cho|đối với)(?: các| tập thể)? $|(?:tặng|khen|thưởng|cho) $")
_BLOC_WORD = re.compile(r"(?:^| )(?:B\d+|khối|cụm)(?= |$)")
_OF_KIND_FROM = 3


@dataclass(slots=True)
class Found:
    """What the members' rules found: facts in the making by bloc, the stated counts, and list lengths."""

    units: dict[str, dict[tuple[str, str | None], tuple[Mark, str, float]]] = field(default_factory=dict)
    stated: dict[str, list[tuple[int, int, Evidence]]] = field(default_factory=dict)
    complete: dict[str, int] = field(default_factory=dict)
    roles: list[tuple[str, Mark, Mark]] = field(default_factory=list)

    def add(self, bloc: str, mark: Mark, rule: str, confidence: float) -> None:
        """Keep a member once, by its first mention: the name alone, and with its place or level, are one."""
        units = self.units.setdefault(bloc, {})
        name, place = unit_of(mark)
        if not any(same_unit((name, place), known) for known in units):
            units[name, place] = (mark, rule, confidence)

    def heads(self, bloc: str) -> set[str]:
        """The heads of a bloc's members so far."""
        return {
            m.value.head.name for m, _, _ in self.units.get(bloc, {}).values() if m.label == "unit" and m.value.head
        }

    def of_territories(self, bloc: str) -> bool:
        """Whether most members of a bloc so far are territories."""
        marks = [mark for mark, _, _ in self.units.get(bloc, {}).values()]
        return bool(marks) and 2 * sum(mark.label == "place" or mark.value.head is None for mark in marks) > len(marks)

    def marks(self) -> Iterator[Mark]:
        """The first mention of every member."""
        return (mark for units in self.units.values() for mark, _, _ in units.values())

    def count(self, bloc: str, weight: int, number: int, evidence: Evidence) -> None:
        """Keep a stated number of members."""
        self.stated.setdefault(bloc, []).append((weight, number, evidence))


class MemberReader:
    """Finds members."""

    def __init__(self, words: Vocabulary, phrases: Mapping[str, str]) -> None:
        """Reads `phrases`: `member_noun`, `name_stop`; `unit_kinds`, `unit_fields`, `places`, `place_levels`."""
        self._patterns = compiled(PATTERNS, phrases)
        self._lists = ListReader(words.phrases("phrases", "name_stop"))
        self._kinds = KindReader(words)
        self._heads: Phrases = words.phrases("unit_kinds")
        self._levels: Phrases = words.phrases("place_levels")
        self._guests: Phrases = words.phrases("phrases", "guest")

    def __call__(self, scene: Scene) -> Found:
        """The members and counts of every bloc of the article."""
        found = Found()
        if not scene.clusters:
            return found
        kinds = {cluster.id: self._kinds.of(cluster) for cluster in scene.clusters}
        for sentence in scene.reading.sentences:
            if sentence.kind in (BlockKind.CAPTION, BlockKind.TITLE):
                continue
            sketch = scene.sketch(sentence)
            self._listed(scene, sentence, sketch, found, kinds)
            self._postposed(scene, sketch, found)
            self._counts(scene, sketch, found)
        for cluster in scene.clusters:
            self._of_kind(scene, cluster, kinds[cluster.id], found)
            self._count_of_name(scene, cluster, found)
        self._shared_counts(scene, found)
        return found

    # --- by kind -----------------------------------------------------------------------------------------------------

    def _of_kind(self, scene: Scene, cluster: Cluster, kind: Kind | None, found: Found) -> None:
        """The members of a bloc that says of what kind they are: of "Cụm thi đua Hội Luật gia các tỉnh …" every Hội Luật
        gia of a province that the article names, when it names three or more.
        """
        if kind is None:
            return
        reading = scene.reading
        if self._all_listed(cluster, found):
            return
        named = {i for mark in reading.of("bloc") for i in range(mark.first, mark.last)}
        marks = [
            m
            for label in ("unit", "place")
            for m in reading.of(label)
            if m.first not in named and self._kinds.fits(kind, m)
        ]
        if not kind.name:
            marks = [_territory(m) for m in marks]
        marks = [
            m for m in marks if reading.sentence_of(m.first).kind is not BlockKind.TITLE and not self._guest(reading, m)
        ]
        names = {unit_of(mark) for mark in marks}
        if len(names) >= _OF_KIND_FROM:
            for mark in sorted(marks, key=lambda m: m.first):
                if unit_of(mark)[1] or not any(
                    place is None and name.startswith(f"{unit_of(mark)[0]} ") for name, place in names
                ):
                    found.add(cluster.id, mark, "member.of_kind", 0.75)

    def _all_listed(self, cluster: Cluster, found: Found) -> bool:
        """Whether the lists already give every member that the text counts."""
        listed = len(found.units.get(cluster.id, ()))
        stated = [number for _, number, _ in found.stated.get(cluster.id, ())] or [found.complete.get(cluster.id, 0)]
        return 0 < max(stated) <= listed

    def _guest(self, reading: Reading, mark: Mark) -> bool:
        """Whether guests are spoken of right before: "cùng khách mời: Hội Doanh nhân trẻ"."""
        first = max(reading.sentence_of(mark.first).first, mark.first - 8)
        return any(
            hit.entry.name.startswith(("khách", "phóng viên", "quan sát"))
            for hit in self._guests.find(reading.tokens.lower, first, mark.first)
        )

    def _count_of_name(self, scene: Scene, cluster: Cluster, found: Found) -> None:
        """ "Cụm thi đua 5 thành phố": the name itself states the count."""
        for mention in cluster.mentions:
            number = named_count(scene.reading.wording(mention.first, mention.last).lower())
            if number and not mention.value.number:
                found.count(cluster.id, 2, number, scene.reading.evidence(mention.first, mention.last, "member_count"))

    def _shared_counts(self, scene: Scene, found: Found) -> None:
        """ "lãnh đạo Hội Nông dân 13 tỉnh, thành": what the opening of a list of members counts."""
        for shared in scene.reading.facts.get("shared_counts", ()):
            for bloc, units in found.units.items():
                if any(shared.first <= mark.first < shared.last for mark, _, _ in units.values()):
                    evidence = scene.reading.evidence(shared.first, shared.last, "member_count")
                    found.count(bloc, 3, max(shared.count, len(units)), evidence)

    # --- lists -------------------------------------------------------------------------------------------------------

    def _listed(
        self, scene: Scene, sentence: Sentence, sketch: Sketch, found: Found, kinds: Mapping[str, Kind | None]
    ) -> None:
        done = -1
        for pattern in self._patterns:
            for match in pattern.find(sketch):
                if match.found.end() <= done or not _means_members(pattern.name, match):
                    continue
                bloc = self._bloc(scene, pattern.name, match, sentence)
                if bloc is not None:
                    done = max(done, self._take(scene, sketch, match, bloc, pattern.name, found, kinds[bloc]))

    def _take(
        self, scene: Scene, sketch: Sketch, match: Match, bloc: str, rule: str, found: Found, kind: Kind | None
    ) -> int:
        """Walk the list after a match; returns where it ended, or -1 when there was none."""
        reading = scene.reading
        end = match.found.end()
        colon = ":" in match.found[0] or "(" in match.found[0] or ";" in sketch.text[end : end + 80]
        listed = self._lists.walk(reading, sketch, end + 1, raw=colon)
        items = _fitting(listed.items)
        if not items and sketch.text.endswith(":"):
            items = self._next_lines(scene, sketch)
        number = match.found.groupdict().get("n")
        if len(items) < 2 and not (items and number and rule not in LOOSE):
            return -1
        items = self._completed(reading, sketch, items, kind)
        for item in items:
            found.add(bloc, item.mark, rule, 0.95 if len(items) > 2 else 0.85)
            found.roles.extend((bloc, item.mark, mark) for mark in item.inside if mark.label == "role")
        if number and (stated := _number(sketch, number)):
            self._count_list(reading, match, bloc, rule, stated, len(items), found)
        if rule in COMPLETE:
            found.complete.setdefault(bloc, len(items))
        return listed.end

    def _count_list(
        self, reading: Reading, match: Match, bloc: str, rule: str, stated: int, listed: int, found: Found
    ) -> None:
        """Keep the number that stands before a list, and say so where the list differs from it."""
        after = reading.tokens.lower[match.last : match.last + 3]
        friends = re.search(r"(?:^| )bạn(?: |$)", match.found[0]) is not None or "bạn" in after
        weight = 3 if rule in LOOSE else 0
        found.count(bloc, weight, stated + friends, reading.evidence(match.first, match.last, "member_count"))
        if stated != listed:
            reading.doubt(
                "members.count_differs",
                f"the text counts {stated} members, {listed} names were found",
                match.first,
                match.last,
            )

    def _next_lines(self, scene: Scene, sketch: Sketch) -> list[Item]:
        """A list whose items stand each on a line of its own after a colon."""
        reading = scene.reading
        items: list[Item] = []
        for sentence in reading.sentences:
            if sentence.first < sketch.last:
                continue
            text = reading.tokens.lower[sentence.first]
            line = scene.sketch(sentence)
            start = (
                0
                if line.text[:1] in "UL"
                else len(text) + 1
                if text in ("-", "+", "•", "*") or text.rstrip(".)").isdigit()
                else -1
            )
            if start < 0:
                break
            if line.text[start : start + 2] in (". ", ") ", "/ "):
                start += 2
            listed = self._lists.walk(reading, line, start)
            if not listed.items:
                break
            items.extend(listed.items)
        return items

    def _completed(self, reading: Reading, sketch: Sketch, items: list[Item], kind: Kind | None) -> list[Item]:
        """Bare places are bodies of the bloc's kind, or of the head before the list ("Công an các tỉnh thuộc …")."""
        if not all(item.mark.label == "place" for item in items):
            return items
        if kind is not None:
            marks = self._kinds.complete(kind, [item.mark for item in items])
            return [Item(mark, item.inside) for mark, item in zip(marks, items, strict=True)]
        lower = reading.tokens.lower
        for i in range(sketch.first, items[0].mark.first):
            head = self._heads.at(lower, i, items[0].mark.first)
            if (
                head
                and lower[head.last : head.last + 1] == ["các"]
                and (level := self._levels.at(lower, head.last + 1, sketch.last))
            ):
                return [Item(_united(item.mark, head.entry.name, level.entry.name), item.inside) for item in items]
        return items

    def _bloc(self, scene: Scene, rule: str, match: Match, sentence: Sentence) -> str | None:
        """Which bloc a list belongs to; None when the sentence does not speak of one."""
        named = match.mark("bloc")
        if named:
            return scene.bloc_of(named)
        if rule not in LOOSE:
            return scene.bloc_at(match.first)
        text = match.sketch.text[: match.found.start()]
        if _BLOC_WORD.search(text):
            return scene.bloc_at(match.first)
        if rule == "member.units_consist":
            return self._described(scene, match, sentence)
        only = len(scene.clusters) == 1
        return scene.bloc_at(match.first) if only and (_GATHERING.search(text) or not text.strip()) else None

    def _described(self, scene: Scene, match: Match, sentence: Sentence) -> str | None:
        """ "Duyên hải miền Trung và Tây Nguyên gồm các tỉnh:": the bloc whose description these words are."""
        words = set(scene.reading.tokens.lower[max(sentence.first, match.first - 10) : match.first])
        for cluster in scene.clusters:
            if any(len(words & set(description.split())) >= 3 for description in cluster.descriptions):
                return cluster.id
        return None

    def _postposed(self, scene: Scene, sketch: Sketch, found: Found) -> None:
        """ "A, B và C là các đơn vị thành viên của khối", "vắng D"."""
        for match in _AFTER.finditer(sketch.text):
            items = self._lists.walk(scene.reading, sketch, match.start("list"), stop=match.start("link")).items
            named = re.match(r"B\d+", sketch.text[match.end() :])
            bloc = scene.bloc_of(sketch.mark(named[0])) if named else scene.bloc_at(sketch.last - 1)
            if bloc is None or (len(items) < 2 and not match["link"].startswith(("là", "đều", ", là", "-", ", N"))):
                continue
            for item in items:
                if item.mark.label == "unit" and (not item.mark.value.bare or len(items) > 2):
                    found.add(bloc, item.mark, "member.postposed", 0.9)
            number = re.search(r"(N\d+|\d+) ", match["link"])
            if number and (stated := _number(sketch, number[1])):
                place = sketch.token(match.start("link"))
                found.count(bloc, 1, stated, scene.reading.evidence(place, place + 3, "member_count"))
        for match in _ABSENT.finditer(sketch.text):
            bloc = scene.bloc_at(sketch.last - 1)
            if bloc:
                found.add(bloc, sketch.mark(match["u"]), "member.absent", 0.8)

    def _counts(self, scene: Scene, sketch: Sketch, found: Found) -> None:
        for count in stated_counts(scene, sketch):
            bloc = scene.bloc_at(sketch.token(count.start))
            if bloc:
                evidence = scene.reading.evidence(
                    sketch.token(count.start), sketch.end_token(count.end), "member_count"
                )
                found.count(bloc, count.weight, count.number, evidence)


def member_counts(found: Found) -> dict[str, tuple[int, Evidence | None]]:
    """For each bloc the number of members that the text states, else that of a list that claims to be complete."""
    out: dict[str, tuple[int, Evidence | None]] = {}
    for bloc, length in found.complete.items():
        out[bloc] = (length, None)
    for bloc, stated in found.stated.items():
        _, number, evidence = min(stated, key=lambda item: item[0])
        out[bloc] = (number, evidence)
    return out


def member_facts(reading: Reading, found: Found, years: Mapping[str, int | None]) -> list[Member]:
    """The facts, in the order of the text."""
    facts: list[Member] = []
    for bloc, units in found.units.items():
        for (name, place), (mark, rule, confidence) in sorted(units.items(), key=lambda item: item[1][0].first):
            evidence = (reading.evidence(mark.first, mark.last, "unit"),)
            facts.append(
                Member(
                    confidence=confidence,
                    evidence=evidence,
                    rule=rule,
                    bloc=bloc,
                    unit=Unit(name=name, place=place),
                    year=years.get(bloc),
                )
            )
    return facts


def _means_members(rule: str, match: Match) -> bool:
    """Whether a count before a list counts members: "4 đơn vị thành viên:" does, "tặng Bằng khen cho 4 đơn vị:" does not."""
    if rule not in LOOSE:
        return True
    if _HONOURS.search(
        match.sketch.text[: match.found.start("n") if match.found.groupdict().get("n") else match.found.start()]
    ):
        return False
    counted = match.mark("n")
    return rule != "member.counted_members" or (counted is not None and "thành viên" in counted.value.noun)


def _fitting(items: Sequence[Item]) -> list[Item]:
    """A bare place among units is where one of them is; a list of places is a list of territories."""
    if all(item.mark.label == "place" for item in items):
        return list(items)
    return [
        i for i in items if i.mark.label != "place" or i.mark.value.level is not None or i.mark.rule == "place.shared"
    ]


def _territory(mark: Mark) -> Mark:
    """The territory whose people's committee a unit is: of "UBND tỉnh Gia Lai" the province."""
    return mark._replace(value=UnitName(mark.value.place, None, None, False)) if mark.label == "unit" else mark


def _number(sketch: Sketch, text: str) -> int | None:
    if text.startswith("N"):
        count: int = sketch.mark(text).value.count
        return count
    return int(text) if text.isdigit() else None


def _united(mark: Mark, head: str, level: str) -> Mark:
    return Mark(
        mark.first, mark.last, "unit", UnitName(head, f"{level} {mark.value.name}", None, False), "unit.shared_place"
    )
