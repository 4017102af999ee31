"""Members: lists that say what a bloc consists of, and the count they claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from records import BlockKind, Evidence, Member, Unit

from nlp.facts.blocs import Cluster
from nlp.facts.context import Scene, compiled
from nlp.facts.lists import Item, ListReader, same_unit, unit_of
from nlp.reading import Mark, Reading, Sentence
from nlp.sketch import Match, Pattern, Sketch
from nlp.spans.places import Place
from nlp.spans.units import UnitName
from nlp.vocabulary import Phrases, Vocabulary

_N = r"(?:N\d+|\d+)"
_NOUN = r"(?:{member_noun})"
_BLOC = r"(?:<B:bloc>(?: \([^()]*\))?|khối(?: thi đua)?|cụm(?: thi đua)?)"
# What may stand between "gồm" and the list: a count, a noun, "các Sở, ngành", up to a colon.
_LEAD = rf"(?: (?:các|{_N}|{_NOUN}|thành viên|trực thuộc|sau|đó|là|gồm|gồm có|bao gồm|,|:|trong|số))*"

PATTERNS = (
    Pattern(
        "member.bloc_consists",
        rf"{_BLOC}(?: Y\d+| này| do \w+ \w+ chủ trì)?(?: ,| -)? (?:hiện )?(?:gồm|bao gồm|gồm có|bao gồm có|quy tụ|có sự tham gia của|gồm đại diện)(?: (?P<n>{_N}))?{_LEAD}",
        examples=("Khối thi đua số 2 gồm 3 đơn vị: Sở Y tế, Sở Nội vụ và Sở Tư pháp.",),
        counter_examples=("Khối thi đua số 2 tổ chức hội nghị.",),
    ),
    Pattern(
        "member.bloc_has",
        rf"{_BLOC}(?: Y\d+| hiện)?(?: ,)? có (?P<n>{_N})(?: {_NOUN})?(?: thành viên| trực thuộc)?(?: ,)?(?: (?:gồm|là|:|gồm có|bao gồm)){_LEAD}",
        examples=("Cụm thi đua số 1 có 2 đơn vị là Sở Y tế và Sở Nội vụ.",),
    ),
    Pattern(
        "member.bloc_bracket",
        rf"{_BLOC}(?: Y\d+)? \((?: (?:gồm|bao gồm|gồm có|các))?(?: (?P<n>{_N}))?{_LEAD}",
        examples=("Khối thi đua 3 (Sở Y tế, Sở Nội vụ, Sở Tư pháp) tổ chức hội nghị tổng kết.",),
    ),
    Pattern(
        "member.units_of_bloc",
        rf"(?:(?P<n>{_N}) )?(?:{_NOUN} ?|thành viên ?)+(?:bạn |tham gia )?(?:trong|của|thuộc|trực thuộc) (?:toàn )?{_BLOC}(?: Y\d+)?(?: ,| :| \(| -)*(?: gồm| là| bao gồm| gồm có| :)+{_LEAD}",
        examples=("Dự có lãnh đạo 02 đơn vị trong Cụm: Công ty CP Hoa Sen, Công ty CP Thống Nhất.",),
    ),
    Pattern(
        "member.member_units",
        rf"(?:các |(?P<n>{_N}) )?(?:đơn vị |tổ chức |hội |cơ quan )?thành viên(?: của khối| trong cụm| trong khối| của cụm| {_BLOC})?(?: ,| :| \()*(?: gồm| là| bao gồm| gồm có| :| như){_LEAD}",
        examples=("Khối thi đua số 4 họp; các đơn vị thành viên gồm: Sở Y tế, Sở Nội vụ.",),
    ),
    Pattern(
        "member.counted_list",
        rf"(?:của|từ|và|có|đại diện|lãnh đạo|gồm) (?P<n>{_N})(?: {_NOUN})?[^:;.()UPOBRAK]{{0,60}} :",
        examples=("Khối thi đua số 5 về nguồn, tham gia có 60 hội viên của 2 hội: Hội Luật gia, Hội Người mù.",),
    ),
    Pattern(
        "member.units_consist",
        rf"(?:gồm|bao gồm)(?: có)?(?: (?P<n>{_N}))?(?: các)?(?: [^:;.()UPOBRAK]{{2,40}})? :",
        examples=("Khối thi đua miền Đông họp. Miền Đông gồm các tỉnh: Đồng Nai, Bình Dương.",),
    ),
)
_AFTER = re.compile(
    r"(?P<list>(?:[UL]\d+(?: \( [^()]* \))?(?: (?:,|;|và|cùng|với|các|lãnh đạo|đại diện|:))* ?)+)"
    r"(?P<link>(?:là|đều là|, là) (?:(?:N\d+|\d+) |các |những )?(?:đơn vị |cơ quan )?thành viên|(?:là|đều là|, là) N\d+ (?=(?:của|trong|thuộc) (?:khối|cụm|B\d))|(?:-|,|\() (?:là )?N\d+ (?:của |trong |thuộc )?(?=B\d|khối|cụm)|(?:, )?(?:thuộc|trực thuộc|trong) (?=B\d))"
)
_ABSENT = re.compile(r"(?<!\S)vắng (?:mặt )?(?:đơn vị |đại diện )?(?P<u>U\d+)")
_SHARE = re.compile(r"(?<!\S)(\d{1,3}) ?/ ?(\d{1,3}) (?:U\d|đơn vị|doanh nghiệp|thành viên|chi hội|hội|tỉnh|trường|cơ quan|xã|phường|sở|huyện|địa phương|công ty|ngân hàng|tổ chức)")
_STATED = re.compile(
    r"(?<!\S)(?:(?:khối|cụm|B\d+(?: \([^()]*\))?)(?: thi đua)?(?: hiện)?(?: ,)? (?:gồm|có|bao gồm|gồm có) (?:N(?P<a>\d+)|(?P<a2>\d{1,3}))(?! ?[%/])"
    r"|(?:N(?P<b>\d+)|(?P<b2>\d{1,3})) (?:(?:đơn vị|doanh nghiệp|sở|hội|trường|bệnh viện|ngành|cơ quan) )*(?:bạn )?(?:thành viên )?(?:trong|của|thuộc) (?:toàn )?(?:B\d+|khối|cụm)"
    r"|(?:giữa|lãnh đạo|thủ trưởng|đại diện|lãnh đạo của) (?:N(?P<c>\d+)|(?P<c2>\d{1,3}) \w+)(?= |$)[^.;]{0,30}(?:ký|ký kết|đã ký|cùng ký))"
)
_SIGNED = re.compile(r"giao ước thi đua[^.;]{0,20} giữa (?:N(?P<n>\d+)|(?P<n2>\d{1,3}))")


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


class MemberReader:
    """Finds members."""

    def __init__(self, words: Vocabulary, phrases: Mapping[str, str]) -> None:
        """Reads `phrases`: `member_noun`, `name_stop`, `guest`."""
        self._patterns = compiled(PATTERNS, phrases)
        self._lists = ListReader(words.phrases("phrases", "name_stop"))
        self._heads: Phrases = words.phrases("unit_kinds")
        self._levels: Phrases = words.phrases("place_levels")

    def __call__(self, scene: Scene) -> Found:
        """The members and counts of every bloc of the article."""
        found = Found()
        if not scene.clusters:
            return found
        for sentence in scene.reading.sentences:
            if sentence.kind in (BlockKind.CAPTION, BlockKind.TITLE):
                continue
            sketch = scene.sketch(sentence)
            self._listed(scene, sentence, sketch, found)
            self._postposed(scene, sketch, found)
            self._counts(scene, sketch, found)
        for cluster in scene.clusters:
            self._of_kind(scene, cluster, found)
        return found

    def _of_kind(self, scene: Scene, cluster: Cluster, found: Found) -> None:
        """The members of a bloc that says of what kind they are: of "Cụm thi đua Hội Luật gia các tỉnh …" every Hội Luật
        gia of a province that the article names, when it names three or more.
        """
        kinds = {kind for description in cluster.descriptions for kind in self._kinds(description)}
        marks = [m for m in scene.reading.of("unit") if m.value.head and (m.value.place or m.last - m.first > 2) and not m.value.bare
                 and m.value.head.name.lower() in kinds and not m.value.name.endswith("Việt Nam")]  # fmt: skip
        names = {unit_of(mark) for mark in marks}
        if len(names) >= 3:
            for mark in marks:
                if scene.reading.sentence_of(mark.first).kind is not BlockKind.TITLE:
                    found.add(cluster.id, mark, "member.of_kind", 0.75)

    def _kinds(self, description: str) -> Iterator[str]:
        """The heads that a description puts in the plural."""
        words = description.split()
        for i in range(len(words)):
            hit = self._heads.at(words, i, len(words))
            if hit and (words[i - 1 : i] == ["các"] or "các" in words[hit.last : hit.last + 1] or any(w.isdigit() for w in words[hit.last : hit.last + 1])):
                yield hit.entry.name.lower()
                return

    def _listed(self, scene: Scene, sentence: Sentence, sketch: Sketch, found: Found) -> None:
        done = -1
        for pattern in self._patterns:
            for match in pattern.find(sketch):
                if match.found.end() <= done:
                    continue
                bloc = self._bloc(scene, pattern.name, match, sentence)
                if bloc is None:
                    continue
                done = max(done, self._take(scene, sketch, match, bloc, pattern.name, found))

    def _take(self, scene: Scene, sketch: Sketch, match: Match, bloc: str, rule: str, found: Found) -> int:
        """Walk the list after a match; returns where it ended, or -1 when there was none."""
        reading = scene.reading
        colon = ":" in match.found[0] or "(" in match.found[0] or ";" in sketch.text[match.found.end() : match.found.end() + 80]
        listed = self._lists.walk(reading, sketch, match.found.end() + 1, raw=colon)
        items = [item for item in listed.items if self._fits(item, listed.items)]
        if not items and sketch.text.endswith(":"):
            items = self._next_lines(scene, sketch, reading)
        if len(items) < 2 and not (items and match.found.groupdict().get("n")):
            return -1
        if rule in ("member.counted_list", "member.units_consist") and len(items) < 2:
            return -1
        items = self._completed(reading, sketch, items)
        for item in items:
            found.add(bloc, item.mark, rule, 0.95 if len(items) > 2 else 0.85)
            found.roles.extend((bloc, item.mark, mark) for mark in item.inside if mark.label == "role")
        number = match.found.groupdict().get("n")
        if number:
            stated = _number(sketch, number)
            if stated:
                weight = 3 if rule == "member.counted_list" else 0
                if re.search(r"(?:^| )bạn(?: |$)", match.found[0]):
                    stated, items = stated + 1, [*items, items[0]]
                found.stated.setdefault(bloc, []).append((weight, stated, reading.evidence(match.first, match.last, "member_count")))
                if stated != len(items):
                    message = f"the text counts {stated} members, {len(items)} names were found"
                    reading.doubt("members.count_differs", message, match.first, match.last)
        if rule in ("member.bloc_consists", "member.bloc_bracket", "member.bloc_has", "member.units_consist"):
            found.complete.setdefault(bloc, len(items))
        return listed.end

    def _next_lines(self, scene: Scene, sketch: Sketch, reading: Reading) -> list[Item]:
        """A list whose items stand each on a line of its own after a colon."""
        items: list[Item] = []
        for sentence in reading.sentences:
            if sentence.first < sketch.last:
                continue
            text = reading.tokens.lower[sentence.first]
            line = scene.sketch(sentence)
            start = 0 if line.text[:1] in "UL" else len(text) + 1 if text in ("-", "+", "•", "*") or text.rstrip(".)").isdigit() else -1
            if start < 0:
                break
            if line.text[start : start + 2] in (". ", ") ", "/ "):
                start += 2
            listed = self._lists.walk(reading, line, start)
            if not listed.items:
                break
            items.extend(listed.items)
        return items

    def _fits(self, item: Item, items: list[Item]) -> bool:
        """A bare place among units is where one of them is; a list of places is a list of territories."""
        if item.mark.label != "place":
            return True
        return all(other.mark.label == "place" for other in items) or item.mark.value.level is not None or item.mark.rule == "place.shared"

    def _completed(self, reading: Reading, sketch: Sketch, items: list[Item]) -> list[Item]:
        """Bare places after "Công an các tỉnh thuộc …": the head stands before the list."""
        if not all(item.mark.label == "place" and not item.mark.value.level for item in items):
            return items
        lower = reading.tokens.lower
        for i in range(sketch.first, items[0].mark.first):
            head = self._heads.at(lower, i, items[0].mark.first)
            if head and lower[head.last : head.last + 1] == ["các"] and (level := self._levels.at(lower, head.last + 1, sketch.last)):
                return [Item(_united(item.mark, head.entry.name, level.entry.name), item.inside) for item in items]
        return items

    def _bloc(self, scene: Scene, rule: str, match: Match, sentence: Sentence) -> str | None:
        """Which bloc a list belongs to; None when the sentence does not speak of one."""
        named = match.mark("bloc")
        if named:
            return scene.bloc_of(named)
        if rule not in ("member.counted_list", "member.units_consist"):
            return scene.bloc_at(match.first)
        text = match.sketch.text[: match.found.start()]
        if re.search(r"(?:^| )(?:B\d+|khối|cụm)(?= |$)", text):
            return scene.bloc_at(match.first)
        if rule == "member.units_consist":
            words = set(scene.reading.tokens.lower[max(sentence.first, match.first - 10) : match.first])
            for cluster in scene.clusters:
                for description in cluster.descriptions:
                    if len(words & set(description.split())) >= 3:
                        return cluster.id
            return None
        return scene.bloc_at(match.first) if len(scene.clusters) == 1 and ("dự" in text or "tham gia" in text or not text.strip()) else None

    def _postposed(self, scene: Scene, sketch: Sketch, found: Found) -> None:
        for match in _AFTER.finditer(sketch.text):
            items = self._lists.walk(scene.reading, sketch, match.start("list")).items
            named = re.match(r"B\d+", sketch.text[match.end() :])
            bloc = scene.bloc_of(sketch.mark(named[0])) if named else scene.bloc_at(sketch.last - 1)
            if bloc is None or (len(items) < 2 and not match["link"].startswith(("là", "đều", ", là", "-", ", N"))):
                continue
            for item in items:
                if item.mark.label == "unit" and not item.mark.value.bare:
                    found.add(bloc, item.mark, "member.postposed", 0.9)
            number = re.search(r"(N\d+|\d+) ", match["link"])
            if number and (stated := _number(sketch, number[1])):
                place = sketch.token(match.start("link"))
                found.stated.setdefault(bloc, []).append((1, stated, scene.reading.evidence(place, place + 3, "member_count")))
        for match in _ABSENT.finditer(sketch.text):
            bloc = scene.bloc_at(sketch.last - 1)
            if bloc:
                found.add(bloc, sketch.mark(match["u"]), "member.absent", 0.8)

    def _counts(self, scene: Scene, sketch: Sketch, found: Found) -> None:
        for weight, number, start, end in _stated_counts(sketch):
            bloc = scene.bloc_at(sketch.token(start))
            if bloc and 2 <= number <= 150:
                evidence = scene.reading.evidence(sketch.token(start), sketch.end_token(end), "member_count")
                found.stated.setdefault(bloc, []).append((weight, number, evidence))


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
                Member(confidence=confidence, evidence=evidence, rule=rule, bloc=bloc, unit=Unit(name=name, place=place), year=years.get(bloc))
            )
    return facts


def _stated_counts(sketch: Sketch) -> Iterator[tuple[int, int, int, int]]:
    """(weight, number, start, end) of every statement of a bloc's size; a lower weight is the better statement."""
    for match in _STATED.finditer(sketch.text):
        groups = match.groupdict()
        for weight, (symbol, plain) in enumerate((("a", "a2"), ("b", "b2"), ("c", "c2"))):
            if groups[symbol] or groups[plain]:
                number = sketch.marks[int(groups[symbol])].value.count if groups[symbol] else int(groups[plain])
                yield weight + 1, number, match.start(), match.end()
    for match in _SHARE.finditer(sketch.text):
        if int(match[1]) <= int(match[2]) and re.search(r"(?:khối|cụm|B\d+)", sketch.text[max(0, match.start() - 60) : match.end() + 40]):
            yield 1, int(match[2]), match.start(), match.end()
    for match in _SIGNED.finditer(sketch.text):
        number = sketch.marks[int(match["n"])].value.count if match["n"] else int(match["n2"])
        yield 2, number, match.start(), match.end()


def _number(sketch: Sketch, text: str) -> int | None:
    if text.startswith("N"):
        count: int = sketch.mark(text).value.count
        return count
    return int(text) if text.isdigit() else None


def _united(mark: Mark, head: str, level: str) -> Mark:
    place: Place = mark.value
    return Mark(mark.first, mark.last, "unit", UnitName(head, f"{level} {place.name}", None, False), "unit.shared_place")
