"""Covenants signed at an event, and those that are only spoken of; decisions that found blocs, and their day."""

from __future__ import annotations

from datetime import date

import pytest

from records import EventType

from .reading import read

_BEFORE = "Sáng 12/12/2024, Khối thi đua số 9 tổ chức hội nghị tổng kết phong trào thi đua năm 2024.\n\n"
_AFTER = "\n\nTheo đó, Khối thi đua số 1 gồm 3 đơn vị: Sở Y tế, Sở Nội vụ, Sở Tư pháp."

SIGNED = [
    "Kết thúc hội nghị, các đơn vị đã ký kết giao ước thi đua năm 2025.",
    "Sáu đơn vị đặt bút ký giao ước thi đua năm 2025.",
    "Thủ trưởng các đơn vị lần lượt ký tên vào bản giao ước thi đua.",
    "Bản giao ước năm mới gồm 12 tiêu chí, ký ngay tại hội trường.",
    "Giao ước thi đua năm 2025 gồm 5 nội dung đã được các đơn vị ký kết tại hội nghị.",
]
NOT_SIGNED = [
    "Đến hết năm, 12 chỉ tiêu chủ yếu đã ký giao ước đều đạt và vượt.",
    "Chỉ sau hơn hai tháng ký giao ước, các đơn vị đã giải quyết 41.300 hồ sơ.",
    "Lễ ký kết giao ước thi đua năm 2025 của khối sẽ được tổ chức trong tháng 3 tới.",
    "Lễ ký giao ước dự kiến được tổ chức trong tháng 02/2025.",
    "Qua một năm kể từ ngày ký giao ước, phong trào đã lan tỏa.",
    "Những nội dung đã ký giao ước đầu năm đều được thực hiện.",
    "Các đơn vị chưa ký giao ước cần bổ sung hồ sơ.",
]
FOUNDED = [
    "Chủ tịch UBND tỉnh vừa ban hành Quyết định số 27/QĐ-UBND ngày 10 tháng 2 năm 2025 về việc thành lập các cụm, khối "
    "thi đua thuộc tỉnh.",
    "Sở Nội vụ công bố Quyết định số 27/QĐ-UBND ngày 10/02/2025 của UBND tỉnh về việc kiện toàn các khối thi đua.",
    "UBND tỉnh đã ký Quyết định số 27/QĐ-UBND ngày 10/02/2025 phân chia 102 đơn vị thành 12 cụm, khối thi đua.",
    "Ngày 10 tháng 2 năm 2025, UBND tỉnh ra Quyết định số 27/QĐ-UBND chia các xã, phường thành 8 cụm thi đua.",
]
NOT_FOUNDED = [
    "Thực hiện Quyết định số 27/QĐ-UBND ngày 10/02/2025 về chia cụm thi đua, các đơn vị đã đăng ký danh hiệu.",
    "UBND tỉnh vừa ban hành Quyết định số 27/QĐ-UBND ngày 10/02/2025 về việc khen thưởng các tập thể.",
]


def _types(text: str) -> set[EventType]:
    return {kind for event in read(text).events for kind in event.types}


@pytest.mark.parametrize("text", SIGNED)
def test_was_signed(text: str) -> None:
    assert EventType.SIGNING in _types(_BEFORE + text)


@pytest.mark.parametrize("text", NOT_SIGNED)
def test_was_not_signed(text: str) -> None:
    assert EventType.SIGNING not in _types(_BEFORE + text)


@pytest.mark.parametrize("text", FOUNDED)
def test_the_decisions_day_is_the_events(text: str) -> None:
    events = read(text + _AFTER, title="Các cụm, khối thi đua của tỉnh").events
    assert [(event.types, event.start) for event in events] == [((EventType.ESTABLISHMENT,), date(2025, 2, 10))]


@pytest.mark.parametrize("text", NOT_FOUNDED)
def test_founds_nothing(text: str) -> None:
    assert not read(text + _AFTER, title="Các cụm, khối thi đua của tỉnh").events
