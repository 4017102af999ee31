"""Documents that are cited with a number: what kind, whose, of which day."""

from __future__ import annotations

from datetime import date

import pytest

from records import Document

from .reading import read

BEFORE = "Sáng 26/01/2024, Khối thi đua số 9 tổng kết phong trào thi đua năm 2023.\n\n"


def cited(text: str) -> list[Document]:
    return list(read(BEFORE + text).documents)


@pytest.mark.parametrize(
    ("text", "number", "kind", "day"),
    [
        ("theo Quyết định số 16/QĐ-UBND ngày 26/3/2024 của UBND tỉnh", "16/QĐ-UBND", "Quyết định", date(2024, 3, 26)),
        ("theo Kế hoạch 205/KH-KTĐ ngày 5/3/2024 của Khối trưởng", "205/KH-KTĐ", "Kế hoạch", date(2024, 3, 5)),
        ("Nghị định số 98/2023/NĐ-CP của Chính phủ quy định", "98/2023/NĐ-CP", "Nghị định", None),
        (
            "Ngày 26/3/2024, UBND tỉnh đã ban hành Quyết định số 17/QĐ-UBND.",
            "17/QĐ-UBND",
            "Quyết định",
            date(2024, 3, 26),
        ),
        ("theo Quyết định số 22/QĐ-QĐ3 ngày 28-12-2023 của Tư lệnh", "22/QĐ-QĐ3", "Quyết định", date(2023, 12, 28)),
        (
            "Để đổi mới, ngày 09/3/2024, Chủ tịch UBND huyện đã ký Quyết định số 31/QĐ-UBND.",
            "31/QĐ-UBND",
            "Quyết định",
            date(2024, 3, 9),
        ),
        ("theo Nghị quyết 9a/2011/NQ-CP ngày 2/5/2011", "9a/2011/NQ-CP", "Nghị quyết", date(2011, 5, 2)),
        ("theo Hướng dẫn số 07/HD-X12-X15 về chấm điểm", "07/HD-X12-X15", "Hướng dẫn", None),
        ("thực hiện Chỉ thị 34 về thi đua", "34", "Chỉ thị", None),
        ("theo Nghị quyết 4b/NQ-TLĐ ngày 4/3/2010 của Tổng Liên đoàn", "4b/NQ-TLĐ", "Nghị quyết", date(2010, 3, 4)),
        ("theo Quyết định số 77/QĐ-EVN NPC ngày 2/5/2013", "77/QĐ-EVNNPC", "Quyết định", date(2013, 5, 2)),
    ],
)
def test_number_kind_and_day(text: str, number: str, kind: str, day: date | None) -> None:
    (document,) = cited(text)
    assert (document.number, document.kind, document.date) == (number, kind, day)


def test_a_second_citation_adds_what_the_first_left_out_and_is_no_second_document() -> None:
    text = "Quyết định số 16/QĐ-UBND của tỉnh. Theo Quyết định số 16/QĐ-UBND ngày 26/3/2024, khối có 7 đơn vị."
    (document,) = cited(text)
    assert document.date == date(2024, 3, 26)


@pytest.mark.parametrize(
    "text", ["Khối đạt 97/102 chỉ tiêu.", "Điểm số là 98/100.", "Có 12 đơn vị của Khối thi đua số 9."]
)
def test_numbers_that_cite_nothing(text: str) -> None:
    assert cited(text) == []


def test_the_day_of_a_document_is_no_events_day() -> None:
    (event,) = read(BEFORE + "Quyết định số 16/QĐ-UBND ngày 26/3/2023 của UBND tỉnh.").events
    assert event.start == date(2024, 1, 26)
