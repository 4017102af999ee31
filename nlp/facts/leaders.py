"""Leaders: who heads a bloc or is its deputy: a unit or a person, serving, coming in or handing over, and for which year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from records import BlockKind, EventType, Holder, HolderType, Leader, LeaderRole, LeaderStatus

from nlp.facts.context import Scene, compiled
from nlp.facts.drafts import Draft
from nlp.facts.lists import same_unit, unit_of
from nlp.reading import Mark, Reading, Sentence
from nlp.sketch import Match, Pattern, Sketch

_AS = r"(?:{serve_as})(?: (?:các|đơn vị|hai|nhiệm vụ|chức|vai trò|chức vụ|lần lượt))*"
_GIVEN = r"(?:(?:đã|sẽ|tiếp tục|được|cùng|vinh dự|cũng|đều|chính thức|lần lượt|tiếp tục được|(?:tín nhiệm )?(?:bầu|chọn|cử|giao|phân công|giới thiệu|suy tôn|công nhận|chỉ định)|các thành viên|hội nghị|trên cương vị|thống nhất) ?)*"

PATTERNS = (
    Pattern(
        "leader.hands_over",
        rf"<UPL:giver>(?: (?:,|-) O\d+)*(?: (?:đã|tiến hành|thực hiện|sẽ|ký|chính thức))*(?: {{hand_over}})(?: [^\s;.U]+){{0,12}}? <R:role>(?: [^\s;.U]+){{0,5}}? (?:cho|sang|tới|đến) (?:đơn vị |đại diện |lãnh đạo |đồng chí )*<UPL:taker>",
        examples=("Sở Tư pháp bàn giao nhiệm vụ Trưởng khối Khối thi đua số 2 cho Sở Nội vụ.",),
        counter_examples=("Khối thi đua số 2 bàn giao nhà tình nghĩa cho bà Nguyễn Thị Hoa.",),
    ),
    Pattern(
        "leader.given_to",
        r"<R:role>(?: [^\s;.U]+){0,10}? (?:cho|giao cho|sang|thuộc về) (?:đơn vị |đại diện |lãnh đạo |các đồng chí |đồng chí )*<UPL*:taker>",
        examples=("Nhiệm vụ Cụm trưởng Cụm thi đua số 1 năm 2020 được các đơn vị giới thiệu cho Sở Y tế.",),
    ),
    Pattern(
        "leader.received_from",
        r"<UPL:taker>(?: [^\s;.UR]+){0,6}? (?:nhận|tiếp nhận|nhận bàn giao)(?: [^\s;.U]+){0,5}? <R:role>(?: [^\s;.U]+){0,4}? (?:từ|do) <UPL:giver>",
        examples=("Sở Y tế tiếp nhận nhiệm vụ Khối trưởng Khối thi đua số 2 từ Sở Nội vụ.",),
    ),
    Pattern(
        "leader.serves_as",
        rf"<UPL+:holder>(?: \( [^()]* \))?(?: ,)? {_GIVEN}{_AS} <R:role>",
        examples=("Sở Xây dựng đảm nhận vai trò Trưởng khối Khối thi đua số 2 năm 2023.",),
        counter_examples=("Sở Xây dựng làm nhiệm vụ thường trực của Khối thi đua số 2.",),
    ),
    Pattern(
        "leader.chosen",
        rf"(?:{{choose}})(?: (?:ra|các|đơn vị|đồng chí|gồm))* <UPL+:chosen>(?: [^\s;.RU]+){{0,4}}? {_AS} <R:role>",
        examples=("Các đơn vị thống nhất bầu Sở Y tế làm Khối trưởng Khối thi đua số 9 năm 2025.",),
    ),
    Pattern(
        "leader.chosen_role_first",
        rf"(?:{{choose}})(?: (?:ra|chức danh|đơn vị|chức))* <R:role> (?:là|gồm|:|cho|đối với) (?:đơn vị |các đơn vị |đồng chí )*<UPL+:chosen>",
        examples=("Hội nghị bầu Cụm trưởng Cụm thi đua số 3 là Sở Y tế.",),
    ),
    Pattern(
        "leader.person_office_role",
        r"(?<!đại diện )<P:person>(?: (?:,|-|;|\()? ?(?:là )?O\d+(?: \))?(?: \( [^()]* \))?)*(?: (?:,|-|\(|là|kiêm|;|,? đồng thời là|giữ chức))+ <R:role>",
        examples=("Ông Lê Văn Minh, Giám đốc Sở Y tế, Khối trưởng Khối thi đua số 9 chủ trì hội nghị.",),
    ),
    Pattern(
        "leader.office_person_role",
        r"O\d+ <P:person>(?: (?:,|-|\())+ <R:role>",
        examples=("Giám đốc Sở Y tế Lê Văn Minh - Khối trưởng Khối thi đua số 9 phát biểu.",),
    ),
    Pattern(
        "leader.role_person",
        r"<R:role>(?: (?:,|-|:|là))? <P:person>",
        examples=("Cụm trưởng Cụm thi đua số 5 Lê Văn Minh phát biểu.",),
        counter_examples=("Đại diện đơn vị Cụm trưởng Cụm thi đua số 5, ông Lê Văn Minh phát biểu.",),
    ),
    Pattern(
        "leader.unit_apposed",
        r"<U:unit>(?: \( [A-Z]\d+ \))? (?:\(|-|,) (?:là )?<R:role>(?! (?:- )?P\d)",
        examples=("Tham dự có Sở Y tế (Khối trưởng Khối thi đua số 9) và Sở Tư pháp.",),
    ),
    Pattern(
        "leader.role_is",
        r"<R:role>(?: được (?:bầu|chọn|cử|giới thiệu|phân công))?(?: (?:thuộc về|là|gồm|:|do|gồm có))+ (?:đơn vị |các đơn vị |các |hai |đồng chí )*<UPL+:holder>",
        examples=("Khối trưởng Khối thi đua số 9 là Sở Y tế.",),
    ),
    Pattern(
        "leader.on_behalf",
        r"(?:thay mặt|đại diện)(?: đơn vị| lãnh đạo| cho)* <UL:chosen>[^;.UR]{0,70} (?:chính thức )?(?:làm|nhận nhiệm vụ|đảm nhận|tiếp nhận|nhận bàn giao|nhận|trở thành|giữ vai trò)(?: nhiệm vụ| vai trò| chức)* <R:role>",
        examples=("Ông Lê Văn Minh thay mặt Sở Y tế nhận cờ luân lưu, chính thức làm Khối trưởng Khối thi đua số 9 năm 2023.",),
    ),
    Pattern(
        "leader.in_role",
        r"(?:với|trong|trên|bằng) (?:vai trò|cương vị|tư cách|trách nhiệm|trọng trách)(?: là)?(?: đơn vị)? <R:role>(?: ,)? (?:lãnh đạo |đại diện )?<UPL:holder>",
        examples=("Với vai trò Khối trưởng Khối thi đua số 9, Sở Y tế đã xây dựng kế hoạch.",),
    ),
    Pattern(
        "leader.role_unit",
        r"<R:role>(?: (?:-|,|\())? <U:unit>",
        examples=("Đơn vị Trưởng khối Khối thi đua số 9 Sở Y tế đã báo cáo.",),
    ),
)
_SPEAKS_FOR = re.compile(r"(?:đại diện|thay mặt)(?: cho)?(?: lãnh đạo)?(?: các)?(?: đơn vị)?(?: tân)?(?: nhận bàn giao)? $")
_CHOSEN = re.compile(r"(?<!\S)(?:bầu|chọn|cử|thống nhất|nhất trí|giới thiệu|công nhận|phân công|suy tôn|biểu quyết|bàn giao|chỉ định|tân|nhiệm kỳ tới|năm tới|năm sau|lựa chọn|tín nhiệm)(?!\S)")
_RANK = {LeaderStatus.OUTGOING: 2, LeaderStatus.INCOMING: 2, LeaderStatus.SERVING: 1}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A leader as one sentence states it."""

    bloc: str
    role: LeaderRole
    holder: Mark
    status: LeaderStatus
    year: int | None
    rule: str
    role_mark: Mark
    confidence: float


class LeaderReader:
    """Finds leaders."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        """Reads `phrases`: `choose`, `serve_as`, `hand_over`."""
        self._patterns = compiled(PATTERNS, phrases)

    def __call__(self, scene: Scene, drafts: list[Draft], listed: Iterable[tuple[str, Mark, Mark]]) -> list[Candidate]:
        """The leaders; `listed` are those whose role stands behind them in a list of members."""
        found: list[Candidate] = []
        for bloc, holder, role in listed:
            self._keep(scene, drafts, found, bloc=bloc, role=role, holder=holder, status=None, rule="leader.in_list", sentence=scene.reading.sentence_of(role.first))
        if not scene.clusters or not scene.reading.of("role"):
            return found
        for sentence in scene.reading.sentences:
            sketch = scene.sketch(sentence)
            if "R" in sketch.text:
                self._sentence(scene, drafts, sentence, sketch, found)
        return _settled(found)

    def _sentence(self, scene: Scene, drafts: list[Draft], sentence: Sentence, sketch: Sketch, found: list[Candidate]) -> None:
        used: set[tuple[int, int]] = set()
        roles_done: set[int] = set()
        for pattern in self._patterns:
            for match in pattern.find(sketch):
                role = match.mark("role")
                if role is None or self._not_them(pattern.name, match):
                    continue
                if pattern.name == "leader.role_unit" and role.first in roles_done:
                    continue
                for name, status in (("giver", LeaderStatus.OUTGOING), ("taker", LeaderStatus.INCOMING), ("chosen", LeaderStatus.INCOMING), ("holder", None), ("person", None), ("unit", None)):
                    for holder in match.marks(name):
                        if holder.label not in ("unit", "person", "place") or (holder.first, role.first) in used or (pattern.name.endswith(("apposed", "role_is", "role_person", "role_unit")) and role.first in roles_done):
                            continue
                        if holder.label == "unit" and holder.value.bare and holder.value.head is None:
                            continue
                        used.add((holder.first, role.first))
                        bloc = scene.bloc_of(role.value.bloc) or scene.bloc_at(role.first)
                        if bloc:
                            self._keep(scene, drafts, found, bloc=bloc, role=role, holder=holder, status=status, rule=pattern.name, sentence=sentence)
                if match.marks("taker") or match.marks("chosen") or match.marks("holder") or match.marks("person") or match.marks("unit"):
                    roles_done.add(role.first)

    def _not_them(self, rule: str, match: Match) -> bool:
        """Who only speaks for the leading unit is not its head; who is chosen at the party's congress neither."""
        before = match.sketch.text[: match.found.start()]
        if rule in ("leader.role_person", "leader.person_office_role") and _SPEAKS_FOR.search(before):
            return True
        if rule == "leader.role_person" and re.search(r" (?:,|là|:)", match.found[0]) and _SPEAKS_FOR.search(before + " "):
            return True
        return rule == "leader.given_to" and re.search(r"(?:tặng|trao (?:cờ|bằng|giấy)|khen)", match.found[0]) is not None

    def _keep(
        self, scene: Scene, drafts: list[Draft], found: list[Candidate], *, bloc: str, role: Mark, holder: Mark,
        status: LeaderStatus | None, rule: str, sentence: Sentence,
    ) -> None:  # fmt: skip
        draft = _draft_of(drafts, bloc, sentence)
        stated = role.value.year or _sentence_year(scene, sentence, role)
        if status is None:
            status = _status(scene, sentence, role, holder, stated, draft)
        elif status is LeaderStatus.INCOMING and stated and draft and draft.about and stated < draft.about:
            status = LeaderStatus.SERVING
        year = stated if stated and not (status is LeaderStatus.OUTGOING and stated != role.value.year) else None
        if status is LeaderStatus.OUTGOING:
            year = _outgoing_year(role.value.year, draft)
        year = year or _year(status, draft)
        caption = sentence.kind is BlockKind.CAPTION
        confidence = (0.9 if stated else 0.85) - 0.1 * caption
        found.append(Candidate(bloc, role.value.role, holder, status, year, rule, role, confidence))


def _status(scene: Scene, sentence: Sentence, role: Mark, holder: Mark, stated: int | None, draft: Draft | None) -> LeaderStatus:
    sketch = scene.sketch(sentence)
    before = sketch.text
    place = before.find(f"R{sketch.marks.index(role)}") if role in sketch.marks else 0
    chosen = _CHOSEN.search(before[: max(place, 0)])
    later = stated and draft and draft.about and stated > draft.about
    if holder.label == "person" and not later and not chosen:
        return LeaderStatus.SERVING
    if later or (chosen and not (stated and draft and draft.about and stated < draft.about) and not (stated and draft and stated == draft.about and _reviews(draft))):
        return LeaderStatus.INCOMING
    return LeaderStatus.SERVING


def _sentence_year(scene: Scene, sentence: Sentence, role: Mark) -> int | None:
    """"Năm 2021, khối thống nhất … làm Trưởng khối": the year at the head of the sentence, or beside another role in it."""
    years = [m for m in scene.reading.within("year", sentence.first, sentence.last) if m.value.year and not m.value.school and m.value.months == (1, 12)]
    opening = [m for m in years if m.first <= sentence.first + 2]
    if opening and opening[0].last < role.first and opening[0].last - sentence.first <= 4:
        return int(opening[0].value.year)
    others = [m for m in scene.reading.within("role", role.last, sentence.last) if m.value.year]
    if others and others[0].first - role.last < 40:
        return int(others[0].value.year)
    return None


def _reviews(draft: Draft) -> bool:
    return bool(draft.types & {EventType.YEAR_END_REVIEW, EventType.ASSESSMENT})


def _year(status: LeaderStatus, draft: Draft | None) -> int | None:
    """The year of the term: after a review the next begins; at a covenant it is the covenant's."""
    if draft is None or draft.about is None:
        return None
    return draft.about + 1 if status is LeaderStatus.INCOMING and _reviews(draft) else draft.about


def _outgoing_year(stated: int | None, draft: Draft | None) -> int | None:
    if draft is None or draft.about is None:
        return stated
    return draft.about if _reviews(draft) else draft.about - 1


def _draft_of(drafts: list[Draft], bloc: str, sentence: Sentence) -> Draft | None:
    own = [d for d in drafts if d.bloc == bloc]
    before = [d for d in own if d.sentence.first <= sentence.first and EventType.ACTIVITY not in d.types]
    return before[-1] if before else own[0] if own else None


def _settled(found: list[Candidate]) -> list[Candidate]:
    """One leader a bloc, role, holder and year; coming in and going out say more than serving."""
    best: dict[tuple[str, LeaderRole, str], Candidate] = {}
    for candidate in found:
        holder = _holder(candidate.holder)
        name = holder.name.lower()
        if holder.type is HolderType.PERSON:
            # One name typed in two orders ("Ngọc Bích", "Bích Ngọc") in one office is one person.
            name = " ".join(sorted(name.split()))
        same = [k for k, c in best.items() if k[:2] == (candidate.bloc, candidate.role) and holder.type is HolderType.UNIT
                and c.holder.label != "person" and same_unit(unit_of(c.holder), unit_of(candidate.holder))]  # fmt: skip
        key = same[0] if same else (candidate.bloc, candidate.role, f"{name} {holder.place or ''}")
        known = best.get(key)
        if known is None:
            best[key] = candidate
        elif _RANK[candidate.status] > _RANK[known.status]:
            keep = candidate.year if candidate.status is not LeaderStatus.OUTGOING else (known.year or candidate.year)
            best[key] = replace(candidate, year=keep, confidence=min(0.97, candidate.confidence + 0.05))
        else:
            best[key] = replace(known, confidence=min(0.97, known.confidence + 0.05))
    return sorted(best.values(), key=lambda c: c.role_mark.first)


def _holder(mark: Mark) -> Holder:
    if mark.label == "person":
        return Holder(type=HolderType.PERSON, name=mark.value.name)
    name, place = unit_of(mark)
    return Holder(type=HolderType.UNIT, name=name, place=place)


def leader_facts(reading: Reading, found: list[Candidate]) -> list[Leader]:
    """The facts."""
    return [
        Leader(
            confidence=round(c.confidence, 2),
            evidence=(
                reading.evidence(c.holder.first, c.holder.last, "holder"),
                reading.evidence(c.role_mark.first, c.role_mark.last, "role", "year"),
            ),
            rule=c.rule,
            bloc=c.bloc,
            role=c.role,
            holder=_holder(c.holder),
            year=c.year,
            status=c.status,
        )
        for c in found
    ]
