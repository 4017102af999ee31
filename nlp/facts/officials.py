"""Officials: named persons with an office who take part in an event, and what they did there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from records import BlockKind, Evidence, Official, OfficialPart

from nlp.facts.context import Scene
from nlp.facts.drafts import Draft
from nlp.reading import Mark, Reading, Sentence
from nlp.sketch import Sketch

_AFTER = re.compile(r"(?P<p>P\d+)(?: \( [A-Z]\d+ \))?(?: ?(?:,|-|\(|:|;|là|hiện là|nguyên là))? (?P<o>O\d+(?: \)| \( U\d+ \))?(?:(?: ,| và| -| kiêm| &| ,? đồng thời là)? O\d+(?: \)| \( U\d+ \))?)*)(?! P\d)")
_BEFORE = re.compile(r"(?P<o>O\d+(?:(?: ,| kiêm| và| -)? O\d+)*)(?: (?:là|:|,))? (?P<p>P\d+)")
_ATTEND = re.compile(r"(?<!\S)(?:dự|tham dự|tới dự|đến dự|về dự|có mặt|tham gia|cùng đi|hiện diện|chứng kiến|đón|về phía|phía|khách mời|theo dõi|cùng dự|chứng giám|góp mặt)(?!\S)")
_CHAIR = re.compile(r"(?<!\S)(?:đồng )?(?:chủ trì|điều hành|chủ tọa|điều khiển)(?!\S)")
_DIRECT = re.compile(r"(?<!\S)(?:chỉ đạo)(?!\S)")
_PRESENT = re.compile(r"(?<!\S)(?:trao|trao tặng|tặng|gắn|thừa ủy quyền|được ủy quyền|trao thưởng)(?!\S)")


@dataclass(slots=True)
class Found:
    """One person while the article is read."""

    name: str
    mention: Mark
    titles: list[str] = field(default_factory=list)
    parts: set[OfficialPart] = field(default_factory=set)
    evidence: list[Evidence] = field(default_factory=list)
    rule: str = ""
    sentence: Sentence | None = None


class OfficialReader:
    """Finds officials."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        """Reads `phrases`: `speak`."""
        self._speaks = re.compile(rf"(?<!\S)(?:{phrases['speak']})(?!\S)")

    def __call__(self, scene: Scene, honoured: set[str], chosen: set[str]) -> list[Found]:
        """The officials; `honoured` and `chosen` are people who are only named as recipients or for a next term."""
        people: dict[str, Found] = {}
        attending = False
        for sentence in scene.reading.sentences:
            sketch = scene.sketch(sentence)
            attending = self._attending(sketch, attending, sentence)
            if "P" not in sketch.text:
                continue
            self._titles(scene, sentence, sketch, people)
            self._parts(sketch, sentence, people, attending)
        return [p for p in people.values() if self._takes_part(p, honoured, chosen)]

    def _attending(self, sketch: Sketch, before: bool, sentence: Sentence) -> bool:
        """Whether a sentence lists who came: it says so, or goes on with the list of the one before."""
        if sentence.kind in (BlockKind.CAPTION, BlockKind.TITLE):
            return before
        head = sketch.text[:160]
        if re.search(r"(?<!\S)(?:dự|tham dự|tới dự|đến dự|về dự|có mặt|cùng dự|tham gia|đón|cùng đi|theo dõi)(?: [^.;]{0,60})? (?:có|của|còn có|gồm|gồm có|,|:)", head):
            return True
        return before and bool(re.match(r"(?:về )?phía |P\d|cùng |ngoài ra |và |O\d+ P|các đồng chí", head))

    def _titles(self, scene: Scene, sentence: Sentence, sketch: Sketch, people: dict[str, Found]) -> None:
        taken: set[str] = set()
        for regex, rule in ((_BEFORE, "official.office_name"), (_AFTER, "official.name_office")):
            for match in regex.finditer(sketch.text):
                offices = [m for m in sketch.symbols(match["o"]) if m.label == "office"]
                person = sketch.mark(match["p"])
                if rule == "official.office_name" and re.match(r" (?:,|-|\()? ?O\d", sketch.text[match.end() :]) and not self._own(sketch, match):
                    continue
                if match["p"] in taken:
                    continue
                taken.add(match["p"])
                titles = [mark.value.title for mark in offices if not mark.value.title.lower().startswith("cụm")]
                known = people.get(_key(person))
                evidence = scene.reading.evidence(min(person.first, offices[0].first), max(person.last, offices[-1].last), "name", "titles")
                if known is None:
                    people[_key(person)] = Found(person.value.name, person, titles, set(), [evidence], rule, sentence)
                elif len(titles) > len(known.titles) or not known.titles:
                    known.titles, known.rule = titles, rule
                    known.evidence.append(evidence)

    def _own(self, sketch: Sketch, match: re.Match[str]) -> bool:
        """Of "A P, B": the office before the name is the person's when it stands right before it."""
        return sketch.text[match.end("o") : match.start("p")].strip() == ""

    def _parts(self, sketch: Sketch, sentence: Sentence, people: dict[str, Found], attending: bool) -> None:
        for mark in sketch.marks:
            known = people.get(_key(mark)) if mark.label == "person" else None
            if known is None:
                continue
            place = sketch.text.find(f"P{sketch.marks.index(mark)}")
            before, after = sketch.text[:place], sketch.text[place:]
            after = re.split(r"; |P\d+(?= ,| -)", after[3:])[0] if ";" in after else after
            if attending and _ATTEND.search(before + " ") or (attending and not self._speaks.search(after[:60])):
                known.parts.add(OfficialPart.ATTENDED)
                if _DIRECT.search(before):
                    known.parts.add(OfficialPart.DIRECTED)
            if _CHAIR.search(after) or re.search(r"(?:chủ trì|điều hành|chủ tọa)(?: \S+){0,4} (?:là|của|có|:)[^.]*$|do [^.]*$", before) and _CHAIR.search(sketch.text):
                known.parts.add(OfficialPart.CHAIRED)
            if re.search(r"phát biểu[^.;]{0,60}$", before) or self._speaks.search(after[:140]):
                known.parts.add(OfficialPart.SPOKE)
                if _DIRECT.search(before[-60:]):
                    known.parts.add(OfficialPart.DIRECTED)
            if _PRESENT.search(after) and "A" in after:
                known.parts.add(OfficialPart.PRESENTED_AWARD)

    def _takes_part(self, person: Found, honoured: set[str], chosen: set[str]) -> bool:
        only_named = person.name.lower() in honoured | chosen and not person.parts - {OfficialPart.SPOKE}
        return not (only_named and (person.name.lower() in honoured or not person.parts))


def _key(mark: Mark) -> str:
    return " ".join(sorted(str(mark.value.name).lower().split()))


def official_facts(reading: Reading, people: list[Found], drafts: list[Draft]) -> list[Official]:
    """The facts; a person takes part in the event that was announced last before the first mention."""
    facts: list[Official] = []
    ids = {id(draft): f"e{number + 1}" for number, draft in enumerate(drafts)}
    for person in people:
        before = [d for d in drafts if person.sentence and d.sentence.first <= person.sentence.first]
        draft = before[-1] if before else drafts[0] if drafts else None
        facts.append(
            Official(
                confidence=0.92 if person.parts else 0.7,
                evidence=tuple(person.evidence[:3]),
                rule=person.rule,
                event=ids[id(draft)] if draft else None,
                name=person.name,
                titles=tuple(person.titles),
                parts=tuple(sorted(person.parts, key=list(OfficialPart).index)),
            )
        )
    return facts
