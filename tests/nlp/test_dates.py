"""Days as articles write them, and numbers that are none."""

from __future__ import annotations

from datetime import date

import pytest

from records import Article, PartOfDay

from .reading import read, reader

HELD = "Khối thi đua số 9 tổ chức hội nghị tổng kết phong trào thi đua năm 2023."


def days(text: str) -> list[str]:
    """The wording of each day that was seen."""
    spans = reader().explain(Article(id="t", source="t.txt", text=text)).spans
    return [text[span.start : span.end] for span in spans if span.label == "date"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sáng 23/11, hội nghị khai mạc.", ["Sáng 23/11"]),
        ("Ngày 31-7, hội nghị khai mạc.", ["Ngày 31-7"]),
        ("Hôm nay (23/11), hội nghị khai mạc.", ["Hôm nay (23/11"]),
        ("Chiều thứ Sáu ngày 13 tháng 7 năm 2012, hội nghị khai mạc.", ["Chiều thứ Sáu ngày 13 tháng 7 năm 2012"]),
        ("Hội nghị diễn ra vào 8h ngày 3.2.2023 tại tỉnh.", ["vào 8h ngày 3.2.2023"]),
        ("Trong 2 ngày 15-16/11/2023, hội thao diễn ra.", ["Trong 2 ngày 15-16/11/2023"]),
        ("Hội thao diễn ra từ ngày 12 đến 14/6.", ["ngày 12 đến 14/6"]),
        ("Trong hai ngày 13.4 và 20.4, hội thao diễn ra.", ["Trong hai ngày 13.4", "20.4"]),
        ("29/5Tại hội trường, hội nghị khai mạc của khối diễn ra.", ["29/5"]),
        ("Hôm nay 29/5Tại hội trường, hội nghị khai mạc.", ["Hôm nay 29/5"]),
    ],
)
def test_days(text: str, found: list[str]) -> None:
    assert [day.strip() for day in days(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "Có 9/13 đơn vị hoàn thành.",
        "Tỷ lệ đạt 98,5%, tăng 1.2 điểm.",
        "Quyết định số 12/5/QĐ của khối.",
        "Khối chấm 31/2 điểm.",
        "Điểm số 7-8-9 như nhau.",
    ],
)
def test_numbers_that_are_no_days(text: str) -> None:
    assert days(text) == []


@pytest.mark.parametrize(
    ("text", "start", "end", "part"),
    [
        (f"Sáng 26/01/2024, {HELD}", date(2024, 1, 26), date(2024, 1, 26), PartOfDay.MORNING),
        (f"Tối ngày 30-12-2023, {HELD}", date(2023, 12, 30), date(2023, 12, 30), PartOfDay.EVENING),
        (f"Trong 2 ngày 15 và 16/12/2023, {HELD}", date(2023, 12, 15), date(2023, 12, 16), None),
        (f"Từ ngày 30/12/2023 đến 01/01/2024, {HELD}", date(2023, 12, 30), date(2024, 1, 1), None),
    ],
)
def test_the_days_of_an_event(text: str, start: date, end: date, part: PartOfDay | None) -> None:
    (event,) = read(text).events
    assert (event.start, event.end, event.part_of_day) == (start, end, part)


def test_a_day_that_does_not_exist_is_none() -> None:
    assert days("Ngày 31/4, hội nghị khai mạc.") == []
    assert read(f"Ngày 29/2, {HELD}").events[0].start == date(2024, 2, 29)
