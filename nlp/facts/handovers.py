"""Hand-overs that only the body or a caption tells: "Sở Y tế bàn giao nhiệm vụ Trưởng khối cho Sở Nội vụ".

The announcement of a meeting often leaves out that the bloc's lead was handed over there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlp.facts.award_found import Candidate as AwardCandidate
from nlp.facts.context import Scene
from nlp.facts.drafts import Draft
from nlp.facts.leader_found import Candidate as LeaderCandidate
from nlp.facts.leader_terms import draft_of
from nlp.facts.same_unit import same_unit, unit_of
from nlp.reading import Mark, Sentence
from nlp.sketch import Pattern, Sketch, find
from records import BlockKind, EventType, LeaderRole, LeaderStatus

# What stands for the lead when it is handed over: "biểu trưng luân lưu", "bảng phân công", "sổ truyền thống".
_SIGN = (
    r"(?:cờ|lá cờ|cờ luân lưu|luân lưu|biểu trưng|bảng|bảng phân công|con dấu|hồ sơ|sổ|sổ tay|sổ truyền thống|ấn tín"
    r"|kỷ vật)"
)
_FEW = r"(?: [^\s;:.A-Z]+){0,6}?"
PATTERNS = (
    Pattern(
        "handover.given",
        rf"(?<!nhận )(?:bàn giao|chuyển giao)(?: lại)?{_FEW} <R:role>",
        examples=(
            "Sở Tài chính bàn giao nhiệm vụ Trưởng khối cho Sở Y tế.",
            "Kết thúc hội nghị, đơn vị cũ chuyển giao hồ sơ, con dấu Khối trưởng cho Sở Y tế.",
        ),
        counter_examples=(
            "Khối trưởng sẽ bàn giao nhiệm vụ Khối trưởng vào tháng 3 tới.",
            "Khối trưởng bàn giao căn nhà tình nghĩa cho bà Nguyễn Thị Hoa.",
            "Các đơn vị phải bàn giao nhiệm vụ Khối trưởng trước ngày 15/1.",
        ),
    ),
    Pattern(
        "handover.token_given",
        rf"(?:trao|trao lại)(?: \S+){{0,2}}? {_SIGN}(?: [^\s;:.A-Z]+){{0,3}} <R:role>"
        r"(?: [^\s;:.U]+){0,4} (?:cho|sang)",
        examples=("Đại diện Sở Tài chính trao biểu trưng Khối trưởng cho Sở Y tế.",),
        counter_examples=("Khối trưởng trao cờ lưu niệm cho các đội bóng.",),
    ),
    Pattern(
        "handover.token_passed_on",
        rf"{_SIGN}(?: [^\s;:.A-Z]+){{0,3}} <R:role>(?: Y\d+)? (?:đã |cũng )?được"
        r" (?:trao|bàn giao|chuyển)(?: \S+)? cho",
        examples=("Lá cờ luân lưu Khối trưởng năm 2025 đã được trao cho Sở Y tế.",),
        counter_examples=("Cờ luân lưu Khối trưởng năm 2025 được thêu bằng chỉ vàng.",),
    ),
    Pattern(
        "handover.token_taken",
        r"nhận (?:lại )?(?:cờ|biểu trưng)(?: luân lưu)?(?: \S+){0,2} <R:role>",
        examples=("Giám đốc Sở Y tế nhận cờ luân lưu Khối trưởng năm 2025.",),
        counter_examples=("Sở Y tế nhận cờ thi đua, được bầu làm Khối trưởng năm 2025.",),
    ),
    Pattern(
        "handover.taken",
        r"(?:nhận bàn giao|tiếp nhận bàn giao)(?: [^\s;:.A-Z]+){0,6}? (?:từ|của|do) [UP]\d+"
        r"|<R:role>(?: [UP]\d+)? nhận bàn giao"
        r"|[UPL]\d+ (?:đã |lên |tiếp )?nhận bàn giao(?: [^\s;:.A-Z]+){0,3}? <R:next_role>",
        examples=(
            "Tân Khối trưởng Sở Y tế nhận bàn giao hồ sơ từ Sở Tài chính.",
            "Sở Y tế nhận bàn giao nhiệm vụ Khối trưởng năm 2023.",
        ),
        counter_examples=("Khối trưởng dự lễ nhận bàn giao công trình.",),
    ),
    Pattern(
        "handover.passed_on",
        r"<R:role>(?: [^\s;:.A-Z]+){0,4}? (?:được|đã) (?:bàn giao|chuyển giao)(?: \S+)? (?:cho|sang|từ)",
        examples=("Vai trò Khối trưởng đã được bàn giao cho Sở Y tế.",),
        counter_examples=("Năm 2025, Khối trưởng sẽ được bàn giao cho Sở Y tế.",),
    ),
)
_RULES = tuple(pattern.compiled({}) for pattern in PATTERNS)
# What is only foreseen, asked for or ruled has handed over nothing.
_NOT_DONE = re.compile(
    r"(?<!\S)(?:sẽ|dự kiến|cần|phải|đề nghị|yêu cầu|mong|hằng năm|hàng năm|quy chế|quy định|kế hoạch|chưa|trước khi"
    r"|chuẩn bị|phương án|sắp|nếu|hẹn|khi)(?!\S)[^,;:]*$"
)


def handed_over(scene: Scene, drafts: list[Draft]) -> None:
    """Add the kind `handover` to the events in which a bloc's lead was handed over."""
    if not drafts:
        return
    for sentence in sorted({scene.reading.sentence_of(role.first) for role in scene.reading.of("role")}):
        role = None if sentence.kind is BlockKind.TITLE else _handed(scene.sketch(sentence))
        bloc = role and (scene.bloc_of(role.value.bloc) or scene.bloc_at(role.first))
        draft = draft_of(drafts, bloc, sentence) if bloc else None
        if draft and not draft.activity and not _on_another_day(scene, sentence, draft):
            draft.types.add(EventType.HANDOVER)


def hands_over(award: AwardCandidate, leaders: Iterable[LeaderCandidate]) -> bool:
    """Whether a travelling flag goes to who leads next: a token of the role, no award."""
    if "luân lưu" not in award.title or award.holder.label not in ("unit", "place"):
        return False
    named = unit_of(award.holder)
    following = [leader.holder for leader in leaders if leader.status is LeaderStatus.INCOMING]
    return any(holder.label != "person" and same_unit(named, unit_of(holder)) for holder in following)


def _handed(sketch: Sketch) -> Mark | None:
    """The head's role that a sentence says was handed over."""
    for _, match in find(_RULES, sketch):
        role = match.mark("role") or next((m for m in sketch.marks if m.label == "role"), None)
        foreseen = _NOT_DONE.search(sketch.text[: match.found.end()])
        if role and role.value.role is LeaderRole.HEAD and not foreseen:
            return role
    return None


def _on_another_day(scene: Scene, sentence: Sentence, draft: Draft) -> bool:
    """Whether the sentence gives a day of its own: "tháng trước, ngày 5/1, Sở Y tế đã bàn giao …"."""
    days = scene.reading.within("date", sentence.first, sentence.last)
    return bool(days) and draft.day is not None and all(day.value.start != draft.day.value.start for day in days)
