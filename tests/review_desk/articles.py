"""Made-up articles to review: a bloc's year in some province, one of each kind of fact."""

from __future__ import annotations

from tests.store.build import Maker

PLACES = ("tỉnh Hà Tĩnh", "tỉnh Lào Cai", "thành phố Đà Nẵng", "tỉnh An Giang", "thành phố Huế")


def text_of(number: int, *, opening: str = "Sáng") -> str:
    place = PLACES[number % len(PLACES)]
    return f"""Khối thi đua số {number} sơ kết sáu tháng đầu năm
{opening} 10/7/2024, Khối thi đua số {number} {place} họp sơ kết công tác thi đua sáu tháng đầu năm 2024.
Khối gồm ba đơn vị: Sở Nội vụ; Sở Tài chính; Thanh tra tỉnh. Sở Nội vụ là Khối trưởng năm 2024.
Dự họp có ông Lê Văn Bình, Phó Giám đốc Sở Nội vụ, và bà Ngô Thị Cúc, Chánh Thanh tra tỉnh.
Khối đề nghị tặng Bằng khen của UBND tỉnh cho Sở Tài chính theo Kế hoạch số {number}/KH-KTĐ.
"""


def article(number: int, *, extractor: str = "1", text: str | None = None, year: int = 2024) -> Maker:
    """The article of one bloc; `year` is what this extractor reads as the members' year."""
    made = Maker(
        text or text_of(number), url=f"http://cong.test/tin/{number}", published="2024-07-11", extractor=extractor
    )
    bloc = made.bloc(f"Khối thi đua số {number}", place=PLACES[number % len(PLACES)], member_count=3)
    event = made.event(bloc, "interim_review", "2024-07-10", quote="10/7/2024", emulation_year=2024, sure=0.75)
    for name in ("Sở Nội vụ", "Sở Tài chính", "Thanh tra tỉnh"):
        made.member(bloc, name, year=year)
    made.leader(bloc, "head", "Sở Nội vụ", year=2024, quote="Sở Nội vụ là Khối trưởng")
    made.official(event, "Lê Văn Bình", "Phó Giám đốc Sở Nội vụ")
    made.official(event, "Ngô Thị Cúc", "Chánh Thanh tra tỉnh", sure=0.55)
    grant = {"level": "province", "grantor": "UBND tỉnh", "year": 2024}
    made.award(event, "merit_certificate", "Bằng khen của UBND tỉnh", "Sở Tài chính", status="proposed", **grant)
    made.document(f"{number}/KH-KTĐ", kind="Kế hoạch")
    return made
