"""Provinces, districts and communes before and after 1 July 2025."""

import importlib
from datetime import date
from pathlib import Path

import pytest

import lexicon
from lexicon import Entry

WORDS = lexicon.load()


def provinces(day: date) -> dict[str, Entry]:
    """The provinces that existed on a day, by name."""
    return {
        entry.name: entry
        for entry in WORDS.table("places")
        if entry.kind in ("tỉnh", "thành phố")
        and "province" not in entry.attributes
        and entry.attributes.get("from", "") <= day.isoformat() <= entry.attributes.get("until", "9999")
    }


@pytest.mark.parametrize(
    ("day", "count", "cities"),
    [(date(2018, 5, 1), 63, 5), (date(2025, 6, 30), 63, 6), (date(2025, 7, 1), 34, 6)],
)
def test_how_many_provinces_there_were(day: date, count: int, cities: int) -> None:
    found = provinces(day)
    assert len(found) == count
    assert sum(entry.kind == "thành phố" for entry in found.values()) == cities


def test_every_province_that_ended_names_a_successor_of_today() -> None:
    today = provinces(date(2026, 1, 1))
    for name, entry in provinces(date(2024, 12, 31)).items():
        assert name in today or entry.attributes["successor"] in today, name


@pytest.mark.parametrize(
    ("old", "new"),
    [("Bình Dương", "Hồ Chí Minh"), ("Đắk Nông", "Lâm Đồng"), ("Hà Giang", "Tuyên Quang"), ("Thái Bình", "Hưng Yên")],
)
def test_successors_as_the_resolution_says(old: str, new: str) -> None:
    assert provinces(date(2025, 1, 1))[old].attributes["successor"] == new


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("TP.HCM", "Hồ Chí Minh"),
        ("TPHCM", "Hồ Chí Minh"),
        ("BR-VT", "Bà Rịa - Vũng Tàu"),
        ("TT-Huế", "Thừa Thiên Huế"),
        ("Đăk Lăk", "Đắk Lắk"),
        ("ĐBSCL", "Đồng bằng sông Cửu Long"),
        ("Kontum", "Kon Tum"),
    ],
)
def test_spellings_of_places(form: str, name: str) -> None:
    assert name in {entry.name for entry in WORDS.table("places") if form in entry.forms}


def test_every_province_has_a_region_that_is_an_entry() -> None:
    regions = {entry.name for entry in WORDS.table("places") if entry.kind == "region"}
    assert {entry.attributes["region"] for entry in provinces(date(2025, 1, 1)).values()} <= regions


@pytest.mark.parametrize("table", ["places_districts", "places_wards", "places_communes"])
def test_generated_places_belong_to_provinces_of_their_time(table: str) -> None:
    today = provinces(date(2026, 1, 1))
    before = provinces(date(2025, 6, 30))
    for entry in WORDS.table(table):
        assert entry.attributes["province"] in (today if table == "places_communes" else before), entry
        assert entry.attributes.get("new_province", entry.attributes["province"]) in today, entry


def test_counts_of_districts_and_communes() -> None:
    assert len(WORDS.table("places_districts")) == 696
    assert len(WORDS.table("places_wards")) > 9900
    assert len(WORDS.table("places_communes")) > 3300


def test_a_numbered_ward_has_no_bare_form() -> None:
    wards = [entry for entry in WORDS.table("places_wards") if entry.name in ("3", "03")]
    assert wards
    assert all(entry.forms[0].startswith("phường ") and "phường 3" in entry.forms for entry in wards)


def test_a_divided_ward_names_all_its_successors() -> None:
    divided = [entry for entry in WORDS.table("places_wards") if "|" in entry.attributes.get("successor", "")]
    assert len(divided) > 300


def test_the_generated_files_are_what_the_address_data_gives() -> None:
    """Fails when underthesea was upgraded: run `python -m nlp.build_places` and look at the difference."""
    pytest.importorskip("underthesea")
    build = importlib.import_module("nlp.build_places")
    for name, content in build.tables().items():
        assert Path(lexicon.__file__).with_name(name).read_text("utf-8") == content, name
