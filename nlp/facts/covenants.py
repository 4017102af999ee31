"""Covenants signed in the course of an event: "Kết thúc hội nghị, các đơn vị đã ký kết giao ước thi đua".

Articles speak of covenants in many other ways: what was signed for long ago ("12 chỉ tiêu đã ký giao ước đều đạt"), how
long ago that was ("sau hai tháng ký giao ước"), and what will be signed ("lễ ký giao ước sẽ được tổ chức").
"""

from __future__ import annotations

import re

from nlp.facts.context import Scene
from nlp.facts.drafts import Draft
from nlp.needs import Gated
from nlp.sketch import Sketch
from records import BlockKind, EventType

_SIGNED = Gated(
    r"(?<!\S)(?:ký kết|ký|kí kết|kí)(?: [^\s;]+){0,6}? giao ước"
    r"|(?<!\S)giao ước(?: [^\s;]+){0,14}? (?:được|đã)(?: [^\s;]+){0,5}? (?:ký kết|ký|kí)(?= ngay| tại| trong| vào| $)"
    r"|(?<!\S)giao ước(?: [^\s;]+){0,12}? , (?:được )?(?:ký kết|ký|kí)(?= ngay| tại)"
)
# A sentence that opens so tells how a covenant was kept, or when it is to be signed.
_OPENS = re.compile(
    r"^(?:thực hiện|theo|trong năm|trong Y|năm Y|Y\d+|căn cứ|nội dung|từ khi|sau khi ký|đầu năm|ngay từ|ngay sau(?! đó)"
    r"|trên cơ sở|bám sát|chỉ )"
)
_KEPT = re.compile(
    r"(?:bản|nội dung|theo|các|những) (?:đã )?$|báo cáo"
    r"|(?:chỉ tiêu|tiêu chí|nhiệm vụ|nội dung|cam kết|phần việc|việc|điều)(?: [^\s,;]+){0,3} đã $"
    r"|(?:sau|qua)(?: (?:khi|hơn|gần|chưa đầy|\d+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nửa|N\d+))*"
    r" (?:tuần|tháng|quý|năm|ngày)(?: kể)?(?: từ)?(?: khi| ngày| lúc)? $"
    r"|(?:kể |tính )?từ (?:khi|ngày|lúc)(?: \S+){0,3} $"
    r"|(?:trước khi|chuẩn bị|kế hoạch|quy chế|dự thảo|chưa|không|tiến tới|để|chỉ)(?: [^\s,;]+){0,6} $"
)
_TO_BE_SIGNED = re.compile(
    r"^(?: [^\s,;]+){0,3}? (?:ngay )?(?:trong tháng|từ tháng|từ đầu|đầu năm)(?!\S)"
    r"|^(?: [^\s;]+){0,14} từ(?: những ngày)? đầu năm(?!\S)|^(?: \S+){0,3}? (?:xong"
    r"|hoàn thành|trước D\d+|trước ngày)|^(?: [^\s,;]+){0,10}? (?:sẽ|dự kiến|chưa|sắp)(?!\S)"
)


def signed_later(scene: Scene, drafts: list[Draft], wished: re.Pattern[str]) -> None:
    """Add the kind `signing` to the events at which a covenant was signed; `wished`: words for what is not done yet."""
    meetings = [d for d in drafts if not d.types & {EventType.ACTIVITY, EventType.ESTABLISHMENT}]
    for sentence in scene.reading.sentences if meetings else ():
        if sentence.kind is BlockKind.TITLE or any(d.sentence == sentence for d in drafts):
            continue
        sketch = scene.sketch(sentence)
        if not _signs(sketch, wished):
            continue
        named = {scene.bloc_of(m) for m in sketch.marks if m.label == "bloc"}
        theirs = [d for d in meetings if not named or d.bloc in named]
        earlier = [d for d in theirs if d.sentence.first <= sentence.first] or theirs
        if earlier:
            together = [d for d in theirs if d.sentence == earlier[-1].sentence]  # blocs that met as one
            for draft in together:
                draft.types.add(EventType.SIGNING)


def _signs(sketch: Sketch, wished: re.Pattern[str]) -> bool:
    """Whether a sentence says that a covenant was signed there and then."""
    text = sketch.text
    match = None if _OPENS.search(text) else _SIGNED.search(text)
    if match is None or _TO_BE_SIGNED.search(text[match.end() :]):
        return False
    before = text[: match.start()]
    return not wished.search(before) and not (match[0].startswith("k") and _KEPT.search(before))
