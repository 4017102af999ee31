"""Officials: named persons with an office who take part in an event, and what they did there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nlp.facts.context import Scene
from nlp.facts.drafts import Draft
from nlp.reading import Mark, Sentence
from nlp.sketch import Sketch
from records import BlockKind, Evidence, Official, OfficialPart

_MORE = r"(?:(?: ,| và| -| kiêm| &| ,? đồng thời là)? O\d+(?: \)| \( U\d+ \))?)*"
_AFTER = re.compile(
    r"(?P<p>P\d+)(?: \( [A-Z]\d+ \))?(?: ?(?:,|-|\(|:|;|là|hiện là))? "
    rf"(?P<o>O\d+(?: \)| \( U\d+ \))?{_MORE})(?! P\d)"
)
_BEFORE = re.compile(
    r"(?P<o>O\d+(?:(?: ,| kiêm| và| -)? O\d+)*)(?: \( [UL]\d+ \))?(?:(?: ,| -| kiêm| và| là)? R\d+)?(?: (?:là"
    r"|:|,))? (?P<p>P\d+)"
)
# "ông A, Giám đốc B được đề nghị tặng Bằng khen": who is honoured takes no part by that.
_HONOURED = re.compile(
    r"^P\d+(?:(?: ,| và| \()* (?:[OUPRL]\d+|công nhân|\)))* (?:đã |cũng |vừa )?được (?:\S+ ){0,3}?"
    r"(?:tặng|trao|khen|xét|suy tôn|vinh danh|công nhận|biểu dương|bình)(?!\S)"
)
# What stands between a person and what he did: his offices, and others who did it with him.
_WITH = r"(?: (?:[POURL]\d+|,|;|-|\(|\)|và|cùng|kiêm|là|đều|đồng thời|thay mặt|được))*"
_LISTED = re.compile(r"^(?:về )?phía |^P\d|^cùng |^ngoài ra |^và |^O\d+ P|^các đồng chí")
_RECEIVED = re.compile(r"(?<!\S)(?:được|đề nghị)(?: \S+){0,4} (?:tặng|trao)(?!\S)")
_ON_BEHALF = re.compile(r"ủy quyền(?: của)? $")
_NEAR = 160
# Where a sentence begins with a person, what he did there is said after him and not before.
_FIRST = 4


@dataclass(slots=True)
class Found:
    """One person while the article is read."""

    name: str
    sentence: Sentence
    titles: list[str] = field(default_factory=list)
    parts: set[OfficialPart] = field(default_factory=set)
    evidence: list[Evidence] = field(default_factory=list)
    rule: str = ""
    honoured: bool = False


class OfficialReader:
    """Finds officials."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        """Reads `phrases`: `attend`, `chair`, `direct`, `speak`, `present`."""
        self._verbs = {
            part: re.compile(rf"(?<!\S)(?:{phrases[kind]})(?!\S)")
            for part, kind in (
                (OfficialPart.ATTENDED, "attend"),
                (OfficialPart.CHAIRED, "chair"),
                (OfficialPart.DIRECTED, "direct"),
                (OfficialPart.SPOKE, "speak"),
                (OfficialPart.PRESENTED_AWARD, "present"),
            )
        }
        self._came = re.compile(rf"(?<!\S)(?:{phrases['attend']})(?: [^.;]{{0,60}})? (?:có|của|còn có|gồm|gồm có|,|:)")
        chair = phrases["chair"]
        self._chaired_by = re.compile(rf"(?<!\S)(?:{chair})(?: \S+){{0,4}} (?:là|của|có|gồm|:)[^.]*$")
        self._spoken_by = re.compile(r"(?<!\S)(?:phát biểu|kết luận|khai mạc)[^.;]{0,60}$")

    def __call__(self, scene: Scene, honoured: set[str], chosen: set[str]) -> list[Found]:
        """The officials; `honoured` and `chosen` are people who are only named as recipients or for a next term."""
        people: dict[str, Found] = {}
        attending = False
        for sentence in scene.reading.sentences:
            sketch = scene.sketch(sentence)
            attending = self._attending(sketch, attending, sentence)
            if "P" not in sketch.text:
                continue
            _titled(scene, sentence, sketch, people)
            self._parts(sketch, people, attending)
        return [p for p in people.values() if _takes_part(p, honoured, chosen)]

    def _attending(self, sketch: Sketch, before: bool, sentence: Sentence) -> bool:
        """Whether a sentence lists who came: it says so, or goes on with the list of the one before."""
        if sentence.kind in (BlockKind.CAPTION, BlockKind.TITLE):
            return before
        head = sketch.text[:_NEAR]
        return self._came.search(head) is not None or (before and _LISTED.match(head) is not None)

    def _parts(self, sketch: Sketch, people: dict[str, Found], attending: bool) -> None:
        """What each person of a sentence did, by the verb that follows him and by the words that lead a list."""
        for number, mark in enumerate(sketch.marks):
            known = people.get(_key(mark)) if mark.label == "person" else None
            place = re.search(rf"(?<!\S)P{number}(?!\S)", sketch.text) if known else None
            if known is None or place is None:
                continue
            before, after = sketch.text[: place.start()], sketch.text[place.start() :]
            if _HONOURED.search(after):
                known.honoured = True
                continue
            did = self._did(_predicate(after))
            led = self._led(before, sketch.text, attending and not (did and place.start() < _FIRST))
            known.parts |= did | led
            if OfficialPart.CHAIRED in known.parts:
                known.parts.discard(OfficialPart.ATTENDED)

    def _did(self, predicate: str) -> set[OfficialPart]:
        """The parts that a predicate names: "dự và phát biểu chỉ đạo", "trao Bằng khen cho …"."""
        did = {part for part, verbs in self._verbs.items() if verbs.search(predicate)}
        if OfficialPart.PRESENTED_AWARD in did and (
            _RECEIVED.search(predicate) or not re.search(r"[AQG]\d", predicate)
        ):
            did.discard(OfficialPart.PRESENTED_AWARD)
        return did

    def _led(self, before: str, whole: str, attending: bool) -> set[OfficialPart]:
        """The parts that the words before a person name: "Dự và chỉ đạo có P", "dưới sự chủ trì của P"."""
        did: set[OfficialPart] = set()
        if attending:
            did.add(OfficialPart.ATTENDED)
            if "chỉ đạo" in before:
                did.add(OfficialPart.DIRECTED)
        chaired = self._chaired_by.search(before)
        if chaired or (re.search(r"(?<!\S)do [^.]*$", before) and self._verbs[OfficialPart.CHAIRED].search(whole)):
            did.add(OfficialPart.CHAIRED)
        if self._spoken_by.search(before):
            did.add(OfficialPart.SPOKE)
            if "chỉ đạo" in before[-60:]:
                did.add(OfficialPart.DIRECTED)
        return did


def _predicate(text: str) -> str:
    """What is said of the person that `text` begins with, past his offices and who is named beside him."""
    start = re.match(rf"P\d+{_WITH}", text)
    rest = text[start.end() if start else 0 :][:_NEAR]
    return re.split(r" ; (?=[PO]\d)| P\d+ (?:,|-|\()", rest)[0] + " "


def _titled(scene: Scene, sentence: Sentence, sketch: Sketch, people: dict[str, Found]) -> None:
    """The people of a sentence who stand beside an office."""
    taken: set[str] = set()
    for regex, rule in ((_BEFORE, "official.office_name"), (_AFTER, "official.name_office")):
        for match in regex.finditer(sketch.text):
            if match["p"] in taken or (regex is _BEFORE and _anothers(sketch, match)):
                continue
            taken.add(match["p"])
            offices = [m for m in sketch.symbols(match["o"]) if m.label == "office"]
            if len(offices) > 1 and _ON_BEHALF.search(sketch.text[: match.start("o")]):
                offices = offices[1:]  # "thừa ủy quyền của Chủ tịch nước, | Phó Chánh án A trao"
            _known(scene, sentence, people, sketch.mark(match["p"]), offices, rule)


def _known(
    scene: Scene,
    sentence: Sentence,
    people: dict[str, Found],
    person: Mark,
    offices: list[Mark],
    rule: str,
) -> None:
    """Add a person, or the offices that a fuller mention gives him."""
    titles = _titles(offices)
    known = people.setdefault(_key(person), Found(person.value.name, sentence))
    if not known.titles or len(titles) > len(known.titles):
        first, last = min(person.first, offices[0].first), max(person.last, offices[-1].last)
        known.titles, known.rule = titles, rule
        known.evidence.append(scene.reading.evidence(first, last, "name", "titles"))


def _titles(offices: Iterable[Mark]) -> list[str]:
    """The offices held; former ones only of a person who holds no other."""
    held = [mark.value for mark in offices if not mark.value.title.lower().startswith("cụm")]
    return [office.title for office in held if not office.former] or [office.title for office in held]


def _anothers(sketch: Sketch, match: re.Match[str]) -> bool:
    """Of "A P, B" with a comma before the name: the office before it is another's when one follows it."""
    follows = re.match(r" (?:,|-|\()? ?O\d", sketch.text[match.end() :])
    return follows is not None and sketch.text[match.end("o") : match.start("p")].strip() != ""


def _takes_part(person: Found, honoured: set[str], chosen: set[str]) -> bool:
    """Not who is only named as a recipient, or as the next leader."""
    passive = person.honoured or person.name.lower() in honoured | chosen
    return not passive or bool(person.parts)


def _key(mark: Mark) -> str:
    return " ".join(sorted(str(mark.value.name).lower().split()))


def official_facts(people: list[Found], drafts: list[Draft]) -> list[Official]:
    """The facts; a person takes part in the event that was announced last before the first mention."""
    return [_fact(person, drafts) for person in people]


def _fact(person: Found, drafts: list[Draft]) -> Official:
    before = [i for i, draft in enumerate(drafts) if draft.sentence.first <= person.sentence.first]
    event = f"e{(before[-1] if before else 0) + 1}" if drafts else None
    return Official(
        confidence=0.95 if person.parts else 0.8,
        evidence=tuple(person.evidence[:3]),
        rule=person.rule,
        event=event,
        name=person.name,
        titles=tuple(person.titles),
        parts=tuple(sorted(person.parts, key=list(OfficialPart).index)),
    )
