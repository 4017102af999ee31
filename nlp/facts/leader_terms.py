"""Whether a leader serves, comes in or goes out, and for which year: from the verb, the years beside it, the event."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.facts.context import Scene
from nlp.facts.drafts import Draft
from nlp.reading import Mark, Sentence
from records import EventType, LeaderStatus

_CHOSEN = re.compile(
    r"(?<!\S)(?:bầu|chọn|cử|thống nhất|nhất trí|giới thiệu|công nhận|phân công|suy tôn|biểu quyết|bàn giao|chỉ "
    r"định|tân|nhiệm kỳ tới"
    r"|nhận nhiệm vụ|nhận trọng trách|tiếp nhận"
    r"|năm tới|năm sau|năm học sau|năm học tới|lựa chọn|tín nhiệm|kế nhiệm|tiếp theo)(?!\S)"
)
_CHOSEN_AFTER = re.compile(
    r"^(?: [^\s;.UPL]+){0,2} (?:được (?:bầu|chọn|cử|giới thiệu|phân công|tín nhiệm)|mới|nhiệm kỳ tới|năm tới"
    r"|năm sau|kế nhiệm)(?!\S)"
)
_ELECTED = re.compile(
    r"(?<!\S)(?:bầu|chọn|cử|giới thiệu|công nhận|phân công|chỉ định|tân|kế nhiệm|bàn giao|tiếp nhận)(?!\S)"
)
_ANEW = re.compile(r"(?:^|, )Y\d+ (?:, )?[UL]\d+ (?:là|giữ)(?!\S)")
_GOES_ON = re.compile(r"^(?:theo đó|cụ thể|kết quả|trong đó)(?!\S)")
_NEAR = 40
_OPENING = 8
_STARTS = frozenset({EventType.SIGNING, EventType.LAUNCH, EventType.HANDOVER})
_APPOSED = frozenset({"leader.unit_apposed", "leader.person_office_role", "leader.in_list"})


class Held(NamedTuple):
    """A role, who holds it, the year of the term that the text states, and the rule that joined them."""

    role: Mark
    holder: Mark
    stated: int | None
    rule: str


def status_of(scene: Scene, sentence: Sentence, held: Held, draft: Draft | None) -> LeaderStatus:
    """The status, where the rule itself does not say."""
    role, holder, stated, rule = held
    about = _about(scene, draft)
    chosen = rule != "leader.also_serves" and _chosen(scene, sentence, role)
    if holder.label == "person" and rule in _APPOSED and not _voted_in(scene, sentence, role):
        chosen = False  # "họp thống nhất kết quả … dưới sự chủ trì của ông A, Khối trưởng"
    if stated is not None and about is not None and stated > about and (chosen or not _begun(scene, stated, rule)):
        return LeaderStatus.INCOMING
    if holder.label == "person" and not chosen:
        return LeaderStatus.SERVING
    past = (
        stated is not None
        and about is not None
        and (stated < about or (stated == about and draft is not None and _reviews(draft)))
    )
    return LeaderStatus.INCOMING if chosen and not past else LeaderStatus.SERVING


def _begun(scene: Scene, stated: int, rule: str) -> bool:
    """ "Sở Y tế (Khối trưởng năm 2019)", printed in 2019: who is called so beside the name already serves."""
    published = scene.reading.article.published
    return rule in _APPOSED and published is not None and stated <= published.year


def _about(scene: Scene, draft: Draft | None) -> int | None:
    """The year that the article is about: of the event, else of its publication."""
    if draft is not None and draft.about:
        return draft.about
    published = scene.reading.article.published
    return published.year if published else None


def _chosen(scene: Scene, sentence: Sentence, role: Mark) -> bool:
    sketch = scene.sketch(sentence)
    if role not in sketch.marks:
        return False
    symbol = f"R{sketch.marks.index(role)}"
    place = sketch.text.find(symbol)
    before = sketch.text[:place]
    if _GOES_ON.match(before) and _elected_before(scene, sentence):
        return True
    if _ANEW.search(before.rpartition(" ; ")[2]):
        before = before.rpartition(" ; ")[2]  # "… do các thành viên bầu; năm 2018 Sở Tư pháp là Khối trưởng"
    return _CHOSEN.search(before) is not None or _CHOSEN_AFTER.match(sketch.text[place + len(symbol) :]) is not None


def _elected_before(scene: Scene, sentence: Sentence) -> bool:
    """ "Các cụm đã bầu cụm trưởng. Theo đó, Cụm trưởng là …": whether the sentence before tells of the vote."""
    if not sentence.first:
        return False
    before = scene.sketch(scene.reading.sentence_of(sentence.first - 1))
    return _ELECTED.search(before.text) is not None and any(mark.label == "role" for mark in before.marks)


def _voted_in(scene: Scene, sentence: Sentence, role: Mark) -> bool:
    """Whether somebody is chosen in the same clause, and not only something agreed upon."""
    sketch = scene.sketch(sentence)
    place = sketch.text.find(f"R{sketch.marks.index(role)}") if role in sketch.marks else 0
    return _ELECTED.search(sketch.text[max(0, place - 90) : place]) is not None


def sentence_year(scene: Scene, sentence: Sentence, role: Mark) -> int | None:
    """The year at the head of the sentence ("Năm 2021, khối bầu …"), or of the role beside this one."""
    reading = scene.reading
    years = [m for m in reading.within("year", sentence.first, sentence.last) if is_whole(m)]
    opening = [m for m in years if _opens(scene, sentence, m)]
    if opening and opening[0].last < role.first:
        return int(opening[0].value.year)
    after = [m for m in reading.within("role", role.last, sentence.last) if m.value.year]
    if after and after[0].first - role.last < _NEAR:
        return int(after[0].value.year)
    before = [m for m in reading.within("role", sentence.first, role.first) if m.value.year]
    if before and role.first - before[-1].last < _NEAR:
        return int(before[-1].value.year)
    if _GOES_ON.match(scene.sketch(sentence).text) and _elected_before(scene, sentence):
        earlier = scene.reading.sentence_of(sentence.first - 1)
        told = [m.value.year for m in reading.within("role", earlier.first, earlier.last) if m.value.year]
        if told:
            return int(told[-1])
    closing = [
        m for m in years if role.last <= m.first <= role.last + 3 and m.first == role.last + (m.first - role.last)
    ]
    return (
        int(closing[0].value.year) if closing and _of_term(reading.tokens.lower[role.last : closing[0].first]) else None
    )


def _opens(scene: Scene, sentence: Sentence, year: Mark) -> bool:
    """ "Năm 2021, …", "Theo luân phiên, năm 2021 …": the year that a sentence speaks of from its beginning on."""
    away = year.first - sentence.first
    return (away <= 2 and year.last - sentence.first <= 4) or (
        away <= _OPENING and scene.reading.tokens.lower[year.first - 1] == ","
    )


def is_whole(mark: Mark) -> bool:
    """Whether a mark is a whole year: no half, no month, no school year."""
    return bool(mark.value.year) and not mark.value.school and mark.value.months == (1, 12)


def _of_term(between: list[str]) -> bool:
    """Words between a role and the year of its term: "Khối phó Khối Nội chính năm 2025"."""
    return not between or between[0] in ("khối", "cụm", "nhiệm", "trong", "của")


def term_of(status: LeaderStatus, stated: int | None, own: int | None, draft: Draft | None) -> int | None:
    """The year of the term: as stated, else by the event; `own` is the year that stands with the role itself."""
    about = draft.about if draft is not None else None
    if status is LeaderStatus.OUTGOING:
        if about is None or draft is None:
            return own
        return about - 1 if draft.types & _STARTS and not _reviews(draft) else about
    if stated is not None or draft is None:
        return stated
    if about is None:
        return _year_held(draft) if status is LeaderStatus.SERVING else None
    return about + 1 if status is LeaderStatus.INCOMING and _reviews(draft) else about


def _year_held(draft: Draft) -> int | None:
    """Who leads at an activity or a founding leads in its year; terms of schools run otherwise."""
    return draft.dated.start.year if draft.dated and not draft.schooling else None


def _reviews(draft: Draft) -> bool:
    return bool(draft.types & {EventType.YEAR_END_REVIEW, EventType.ASSESSMENT})


def draft_of(drafts: list[Draft], bloc: str, sentence: Sentence) -> Draft | None:
    """The event of a bloc that was announced last before a sentence."""
    own = [d for d in drafts if d.bloc == bloc]
    before = [d for d in own if d.sentence.first <= sentence.first and EventType.ACTIVITY not in d.types]
    return before[-1] if before else own[0] if own else None
