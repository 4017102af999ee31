"""Hand-overs told in the body or a caption are part of the event; planned, ruled or earlier ones are not."""

from __future__ import annotations

import pytest

from nlp.facts.handovers import PATTERNS
from records import EventType

from .reading import read

_BEFORE = "Sáng 12/12/2024, Khối thi đua số 9 tổ chức hội nghị tổng kết phong trào thi đua năm 2024.\n\n"

DONE = [
    "Kết thúc hội nghị, Sở Y tế bàn giao vai trò Khối trưởng năm 2025 cho Sở Nội vụ.",
    "Trước khi bế mạc, Sở Y tế chuyển giao hồ sơ Trưởng khối cho Sở Nội vụ.",
    "Theo quy chế luân phiên, tại hội nghị Sở Y tế đã bàn giao nhiệm vụ Trưởng khối cho Sở Nội vụ.",
    "Đại diện Sở Y tế trao bảng phân công Khối trưởng năm 2025 cho Sở Nội vụ.",
    "Giám đốc Sở Nội vụ nhận cờ luân lưu Khối trưởng năm 2025.",
    "Tân Trưởng khối Sở Nội vụ nhận bàn giao hồ sơ từ Sở Y tế.",
]
NOT_DONE = [
    "Năm 2025, nhiệm vụ Khối trưởng sẽ được bàn giao cho Sở Nội vụ.",
    "Sở Y tế sẽ bàn giao nhiệm vụ Khối trưởng cho Sở Nội vụ vào đầu năm sau.",
    "Đề nghị Sở Y tế bàn giao hồ sơ Khối trưởng cho Sở Nội vụ trước Tết.",
    "Hội nghị bầu Sở Nội vụ làm Khối trưởng năm 2025.",
    "Khối trưởng trao quà lưu niệm và bàn giao căn nhà tình nghĩa cho bà Nguyễn Thị Hoa.",
]


def _types(text: str) -> set[EventType]:
    """The kinds of the meeting; what was held on another day is an event of its own."""
    return set(read(_BEFORE + text).events[0].types)


@pytest.mark.parametrize("text", [*DONE, *(text for pattern in PATTERNS for text in pattern.examples)])
def test_was_handed_over(text: str) -> None:
    assert EventType.HANDOVER in _types(text)


@pytest.mark.parametrize("text", [*NOT_DONE, *(text for pattern in PATTERNS for text in pattern.counter_examples)])
def test_was_not_handed_over(text: str) -> None:
    assert EventType.HANDOVER not in _types(text)


def test_what_the_lead_is_handed_over_with_is_no_award() -> None:
    assert not read(_BEFORE + "Sở Y tế trao cờ luân lưu Khối trưởng cho Sở Nội vụ.").awards
