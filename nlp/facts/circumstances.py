"""Where an event was held and under which theme."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nlp.facts.context import Scene
from nlp.facts.drafts import Draft
from nlp.needs import Gated
from nlp.reading import Mark, Reading
from nlp.sketch import Sketch
from nlp.word_sets import word_set
from records import BlockKind, Evidence

Stated = tuple[str, Evidence]

_THEME = Gated(r"chủ đề(?P<what>(?: \S+){0,9}?)(?: :)? (?P<q>Q\d+)")
_OTHERS_THEME = re.compile(r"hành động|công tác|của (?:tỉnh|huyện|thành phố|ngành)|năm của")
_OWN_THEME = re.compile(r"(?<!\S)(?:khối|cụm|B\d+|giao ước)(?!\S)|thi đua(?: \S+){0,3} (?:có|với|mang) $")
_SIGNED_UNDER = re.compile(r"^ ,(?: \S+){0,6} (?:ký|ký kết)(?: \S+)? giao ước")
# What "tại" leads to when it is no place: "tại hội nghị", "tại Quyết định số", "tại kế hoạch".
_NO_VENUE = word_set(
    "hội buổi lễ đây chỗ cuộc đại phiên phần quyết các kế nghị văn công thông báo điểm khoản điều bài mục", "nơi"
)
_BUILDINGS = frozenset({"công", "hội", "thông", "văn"})
_CAME_TO = re.compile(
    r"(?<!\S)(?:về|đến|tới) (?P<u>[UL]\d+(?:(?: [^\W\d_]+){0,3}(?= \())?)(?: \([^)]*\))? (?:để )?(?:dự|tham dự)(?!\S)"
)
_TAKES_PLACE = re.compile(
    r"(?:hội nghị|buổi lễ|lễ ký kết|buổi ký kết|cuộc họp|hội thao|chương trình|đại hội)(?: [^\s,;.A-Z]+){0,3}?"
    r" (?:được tổ chức|diễn ra|tổ chức)(?: [^\s,;.A-Z]+){0,3}? tại(?!\S)"
)
_LEVELS = frozenset({"xã", "phường", "huyện", "tỉnh", "quận"})
_ENDS = frozenset({",", ";", "(", ".", ":", "đã", "diễn", "vừa", "với", "do", "nhằm", "-"})
_GOING = frozenset({"về", "đến", "lên", "ra"})


def venue_of(reading: Reading, sketch: Sketch, *, went: bool) -> Stated | None:
    """Where: what follows "tại" up to a comma, unless it is "tại hội nghị"; with `went` also "về xã Đức Giang"."""
    taken = {i: m for m in sketch.marks if m.label in ("bloc", "date") for i in range(m.first, m.last)}
    lower = reading.tokens.lower
    for i in range(sketch.first, sketch.last - 1):
        if lower[i] in ("tại", "ở") and i not in taken and i + 1 not in taken and _leads_to_a_place(reading, i + 1):
            end = _end(reading, sketch, i + 1, taken)
            if end > i + 1:
                return _stated(reading, i + 1, end)
    came = _CAME_TO.search(sketch.text)
    if came:
        return _stated(reading, sketch.token(came.start("u")), sketch.end_token(came.end("u")))
    return _destination(reading, sketch) if went else None


def venue_told_next(scene: Scene, draft: Draft) -> Stated | None:
    """ "Hội nghị được tổ chức tại hội trường Sở Y tế": one of the three sentences after the announcement."""
    at = scene.reading.sentences.index(draft.sentence) + 1
    for sentence in scene.reading.sentences[at : at + 3]:
        sketch = scene.sketch(sentence)
        if sentence.kind is not BlockKind.CAPTION and _TAKES_PLACE.match(sketch.text):
            return venue_of(scene.reading, sketch, went=False)
    return None


def _stated(reading: Reading, first: int, last: int) -> Stated:
    return reading.wording(first, last), reading.evidence(first, last, "venue")


def _leads_to_a_place(reading: Reading, i: int) -> bool:
    tokens = reading.tokens
    word, after = tokens.lower[i], tokens.lower[i + 1] if i + 1 < len(tokens) else ""
    if word == "các":
        return after in _LEVELS
    if word not in _NO_VENUE or (word, after) == ("hội", "trường"):
        return True
    return tokens.shapes[i] in "XA" and word in _BUILDINGS and after != "nghị"


def _destination(reading: Reading, sketch: Sketch) -> Stated | None:
    """ "các đơn vị về xã Đức Giang khám bệnh": of an activity, where they went."""
    for mark in sketch.marks:
        if (
            mark.label == "place"
            and mark.value.level
            and reading.tokens.lower[mark.first - 1] in _GOING
            and mark.first > sketch.first
        ):
            return _stated(reading, mark.first, _after_bracket(reading, sketch, mark.last))
    return None


def _end(reading: Reading, sketch: Sketch, i: int, taken: Mapping[int, Mark]) -> int:
    """The end of a venue that begins at token i; places after a comma or in brackets belong to it."""
    tokens = reading.tokens
    places = {m.first: m for m in reading.within("place", i, sketch.last)}
    inside = {
        t
        for label in ("unit", "place")
        for m in reading.within(label, sketch.first, sketch.last)
        for t in range(m.first + 1, m.last)
    }
    after_places = {m.last for m in places.values() if m.value.level}
    units = {m.first for m in reading.within("unit", i, sketch.last)}
    end = i
    while end < sketch.last and end not in taken:
        lower = tokens.lower[end]
        place = places.get(end + 1) if lower == "," else None
        if place and place.value.level:
            end = place.last
        elif _goes_on(reading, i, end):
            end += 1
        elif (after := _after_bracket(reading, sketch, end)) > end:
            end = after
        elif end in after_places and tokens.shapes[end] == "x" and end not in inside and end not in units:
            break  # "Nhà thi đấu huyện Trà Ôn sôi động hơn hẳn"
        elif end not in inside and (lower in _ENDS or (lower == "tổ" and tokens.lower[end + 1 : end + 2] == ["chức"])):
            break
        else:
            end += 1
    return end


def _goes_on(reading: Reading, first: int, i: int) -> bool:
    """Marks inside a venue: "các xã A, B", "Ngân hàng … - Chi nhánh Nghệ An"."""
    tokens = reading.tokens
    if tokens.lower[i] == ",":
        return tokens.lower[first] == "các" and tokens.shapes[i + 1 : i + 2] == "X"
    return tokens.lower[i : i + 3] == ["-", "chi", "nhánh"]


def _after_bracket(reading: Reading, sketch: Sketch, i: int) -> int:
    """Past a bracket at token i that says more of the place: "(CHQS)" before its name, "(huyện Đồng Văn)"."""
    tokens = reading.tokens
    if tokens.lower[i : i + 1] != ["("] or i >= sketch.last:
        return i
    close = next((j for j in range(i + 1, min(sketch.last, i + 14)) if tokens.lower[j] == ")"), None)
    if close is None:
        return i
    places = {m.first: m for m in reading.within("place", i, sketch.last)}
    abbreviation = close == i + 2 and close + 1 in places
    street = tokens.lower[i + 1] in ("phố", "đường", "số")
    inner = places.get(i + 1)
    return close + 1 if abbreviation or street or (inner and inner.value.level) else i


def theme_of(scene: Scene, draft: Draft, *, only: bool) -> Stated | None:
    """A quotation after "chủ đề": in the announcement, or, of an `only` event, where the bloc itself has it."""
    reading = scene.reading
    for sentence in reading.sentences:
        sketch = scene.sketch(sentence)
        for match in _THEME.finditer(sketch.text):
            before = sketch.text[: match.start()]
            if _OTHERS_THEME.search(match["what"]) or (
                re.search(r"thực hiện(?: tốt)? $", before) and "thi đua" not in match["what"]
            ):
                continue
            later = only and sentence.first > draft.sentence.first
            own = (
                "thi đua" in match["what"]
                or _OWN_THEME.search(before)
                or _SIGNED_UNDER.search(sketch.text[match.end() :])
            )
            if sentence == draft.sentence or (later and own):
                mark = sketch.mark(match["q"])
                return mark.value, reading.evidence(mark.first + 1, mark.last - 1, "theme")
    return None
