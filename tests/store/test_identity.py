"""Who is whom: units, persons, blocs, events, awards, over places and time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from records import Context
from store import Registry
from store.gazetteer import gazetteer
from tests.store.build import Maker

HAI_PHONG = Context(source="haiphong", owner="Sở Nội vụ Hải Phòng", place="thành phố Hải Phòng", level="province")
HA_GIANG = Context(source="hagiang", owner="Sở Nội vụ Hà Giang", place="tỉnh Hà Giang", level="province")


def table(registry: Registry, name: str, order: str = "") -> list[dict[str, Any]]:
    return registry.table(name, order=order)


def members(number: int, *units: str, place: str | None = None, bloc: str = "Khối thi đua số 2") -> Maker:
    text = f"Tin số {number}\n{bloc} gồm: " + "; ".join(units) + "."
    made = Maker(text, url=f"http://portal.test/{number}", published="2024-12-30")
    ref = made.bloc(bloc, place=place)
    for unit in units:
        made.member(ref, unit, year=2024)
    return made


# Units


def test_three_spellings_in_one_province_are_one_unit(registry: Registry) -> None:
    for number, name in enumerate(
        [
            "Sở KH&CN",
            "Sở Khoa học và Công nghệ",
            "Sở Khoa học & Công nghệ Hải Phòng",
            "Sở Khoa học và Công nghệ TP. Hải Phòng",
        ]
    ):
        registry.add(members(number, name).record(), context=HAI_PHONG)
    (unit,) = table(registry, "units")
    assert (unit["place"], unit["province"], unit["mentions"]) == ("Hải Phòng", "Hải Phòng", 4)
    assert len(table(registry, "unit_names")) == 4


def test_the_same_office_of_two_provinces_is_two_units(registry: Registry) -> None:
    registry.add(members(1, "Sở Y tế").record(), context=HAI_PHONG)
    registry.add(members(2, "Sở Y tế").record(), context=HA_GIANG)
    registry.add(members(3, "Sở Y tế Hà Giang").record(), context=HAI_PHONG)
    assert sorted((u["place"], u["mentions"]) for u in table(registry, "units")) == [("Hà Giang", 2), ("Hải Phòng", 1)]


def test_the_name_tells_the_place_before_the_article_and_the_article_before_the_source(registry: Registry) -> None:
    registry.add(members(1, "Công an tỉnh", "UBND quận Lê Chân", place="tỉnh Hà Giang").record(), context=HAI_PHONG)
    assert sorted(u["place"] for u in table(registry, "units")) == ["Hà Giang", "quận Lê Chân, Hải Phòng"]


def test_a_ministry_has_no_province(registry: Registry) -> None:
    registry.add(members(1, "Bộ Y tế", "Bộ Chỉ huy quân sự").record(), context=HAI_PHONG)
    assert {u["name"]: u["province"] for u in table(registry, "units")} == {
        "Bộ Y tế": None,
        "Bộ Chỉ huy quân sự": "Hải Phòng",
    }


def test_two_units_of_unknown_place_are_not_taken_for_one(registry: Registry) -> None:
    registry.add(members(1, "Sở Y tế").record())
    registry.add(members(2, "Sở Y tế").record())
    assert len(table(registry, "units")) == 2
    assert registry.suggestions(kind="unit")


# Judged pairs


def test_same_keeps_the_oldest_id_and_redirects_the_other_for_ever(registry: Registry) -> None:
    registry.add(members(1, "Sở Y tế").record(), context=HAI_PHONG)
    registry.add(members(2, "Ngành Y tế").record(), context=HAI_PHONG)
    old, new = (u["id"] for u in sorted(table(registry, "units"), key=lambda u: u["name"] != "Sở Y tế"))
    said = registry.desk("lan").same(new, old)
    (unit,) = table(registry, "units")
    assert (unit["id"], unit["mentions"]) == (old, 2)
    page = registry.show(new)
    assert (page["id"], page["asked"], page["merged"]) == (old, new, [new])
    registry.rebuild()
    assert registry.show(new)["id"] == old

    registry.desk("lan").undo(said.id)
    assert len(table(registry, "units")) == 2
    assert registry.show(old)["split_off"] == [new], "the old page names what was split from it"
    assert registry.show(new)["id"] == new
    assert registry.check() == []


def test_two_who_differ_about_a_pair_wait_for_a_third(registry: Registry) -> None:
    registry.add(members(1, "Sở Y tế").record(), context=HAI_PHONG)
    registry.add(members(2, "Ngành Y tế").record(), context=HAI_PHONG)
    one, other = (u["id"] for u in table(registry, "units"))
    registry.desk("lan").same(one, other)
    mine = registry.desk("minh").not_same(other, one)
    (offer,) = registry.suggestions(kind="unit")
    assert {offer["left_id"], offer["right_id"]} == {one, other}
    assert (offer["basis"], offer["score"]) == ("disputed: lan says same, minh says not same", 1.0)
    assert len(table(registry, "units")) == 2, "the later word, until a third settles it"
    registry.rebuild()
    assert registry.suggestions(kind="unit") == [offer]

    third = registry.desk("hoa").same(one, other)
    assert registry.suggestions(kind="unit") == []
    assert len(table(registry, "units")) == 1
    registry.desk("hoa").undo(third.id)
    assert len(registry.suggestions(kind="unit")) == 1, "open again"
    registry.desk("minh").undo(mine.id)
    assert registry.suggestions(kind="unit") == [], "and over when one of the two takes it back"


def test_a_change_of_mind_is_no_dispute(registry: Registry) -> None:
    registry.add(members(1, "Sở Y tế").record(), context=HAI_PHONG)
    registry.add(members(2, "Ngành Y tế").record(), context=HAI_PHONG)
    one, other = (u["id"] for u in table(registry, "units"))
    registry.desk("lan").same(one, other)
    registry.desk("lan").not_same(one, other)
    assert registry.suggestions(kind="unit") == []


def test_not_same_parts_two_who_bear_one_name_post_and_place(registry: Registry) -> None:
    for number in (1, 2, 3):
        registry.add(official(number, "Nguyễn Văn Bình", "Giám đốc Sở Y tế").record(), context=HAI_PHONG)
    (person,) = table(registry, "persons")
    facts = [f["fact"] for f in registry.queue(kind="official")]
    said = registry.desk("lan").not_same(facts[0], facts[1])
    other = next(p["id"] for p in table(registry, "persons") if p["id"] != person["id"])
    assert [p["mentions"] for p in (registry.show(person["id"])["row"], registry.show(other)["row"])] == [2, 1]
    assert registry.show(person["id"])["split_off"] == [other], "the page names both"
    assert registry.check() == []
    registry.desk("lan").undo(said.id)
    assert registry.show(other)["id"] == person["id"], "the id that was given out leads back"
    assert registry.show(person["id"])["row"]["mentions"] == 3
    assert registry.check() == []


def test_not_same_of_two_ids_undoes_what_the_machine_linked(registry: Registry) -> None:
    registry.add(official(1, "Lê Thị Mai", "Bí thư Đảng ủy Sở Y tế").record(), context=HAI_PHONG)
    registry.add(official(2, "Lê Thị Mai", "Giám đốc Sở Y tế").record(), context=HAI_PHONG)
    one, two = sorted(p["id"] for p in table(registry, "persons"))
    registry.desk("lan").not_same(one, two)
    both = official(3, "Lê Thị Mai", "Bí thư Đảng ủy Sở Y tế", "Giám đốc Sở Y tế")
    registry.add(both.record(), context=HAI_PHONG)
    assert len(table(registry, "persons")) == 2, "people's word goes before the machine's"
    assert registry.check() == []


# Persons


def official(number: int, name: str, *titles: str) -> Maker:
    text = f"Tin số {number}\nSáng 15/01/2025, Khối thi đua số 2 họp. Dự có {name}, {', '.join(titles)}."
    made = Maker(text, url=f"http://portal.test/p{number}", published="2025-01-15")
    event = made.event(made.bloc("Khối thi đua số 2"), "year_end_review", "2025-01-15", quote="Sáng 15/01/2025")
    made.official(event, name, *titles)
    return made


def test_namesakes_are_kept_apart_by_post_and_place(registry: Registry) -> None:
    registry.add(official(1, "Nguyễn Văn Bình", "Giám đốc Sở Y tế").record(), context=HAI_PHONG)
    registry.add(official(2, "Nguyễn Văn Bình", "Giám đốc Sở Y tế").record(), context=HA_GIANG)
    registry.add(official(3, "Nguyễn Văn Bình", "Chánh Thanh tra tỉnh").record(), context=HA_GIANG)
    registry.add(official(4, "NGUYỄN VĂN BÌNH", "Giám đốc Sở Y tế Hải Phòng").record(), context=HAI_PHONG)
    assert sorted((p["place"], p["mentions"]) for p in table(registry, "persons")) == [
        ("Hà Giang", 1),
        ("Hà Giang", 1),
        ("Hải Phòng", 2),
    ]
    (offer,) = registry.suggestions(kind="person")
    assert offer["basis"] == "same name and place, other posts"


def test_two_posts_named_together_join_what_each_alone_kept_apart(registry: Registry) -> None:
    registry.add(official(1, "Lê Thị Mai", "Bí thư Đảng ủy Sở Y tế").record(), context=HAI_PHONG)
    registry.add(official(2, "Lê Thị Mai", "Giám đốc Sở Y tế").record(), context=HAI_PHONG)
    assert len(table(registry, "persons")) == 2
    both = official(3, "Lê Thị Mai", "Bí thư Đảng ủy Sở Y tế", "Giám đốc Sở Y tế")
    registry.add(both.record(), context=HAI_PHONG)
    (person,) = table(registry, "persons")
    assert person["mentions"] == 3
    assert {post["title"] for post in table(registry, "posts")} == {"Bí thư Đảng ủy Sở Y tế", "Giám đốc Sở Y tế"}
    assert registry.check() == []


# Blocs and events


def event(number: int, types: str, day: str | None, *, bloc: str = "Khối thi đua số 2", **more: Any) -> Maker:
    text = f"Tin số {number}\n{bloc} họp ngày {day}."
    made = Maker(text, url=f"http://portal.test/e{number}", published="2025-02-01")
    made.event(made.bloc(bloc, place=more.pop("place", None)), types, day, quote=f"ngày {day}", **more)
    return made


def add_all(registry: Registry, *made: Maker, context: Context | None = HAI_PHONG) -> list[dict[str, Any]]:
    for each in made:
        registry.add(each.record(), context=context)
    return table(registry, "events")


def test_one_event_from_two_articles_and_both_stay_listed(registry: Registry) -> None:
    (found,) = add_all(
        registry,
        event(1, "year_end_review signing", "2025-01-15", emulation_year=2024),
        event(2, "signing", "2025-01-15", theme="Đoàn kết, sáng tạo"),
    )
    assert (found["articles"], found["emulation_year"], found["theme"]) == (2, 2024, "Đoàn kết, sáng tạo")
    assert found["types"] == ["signing", "year_end_review"]
    assert len(table(registry, "event_articles")) == 2
    assert registry.check() == []


@pytest.mark.parametrize(
    ("other", "suggested"),
    [
        (event(2, "interim_review", "2025-01-15"), False),
        (event(2, "year_end_review", "2025-01-15", emulation_year=2023), False),
        (event(2, "year_end_review", "2025-01-15", bloc="Khối thi đua số 3"), False),
        (event(2, "year_end_review", "2025-01-15", place="tỉnh Hà Giang"), False),
        (event(2, "year_end_review", "2025-01-17"), True),
        (event(2, "activity", "2025-01-15"), True),
    ],
    ids=["sơ kết", "another year", "another bloc", "another authority", "two days later", "another type"],
)
def test_what_may_be_another_event_is_not_joined(registry: Registry, other: Maker, suggested: bool) -> None:
    found = add_all(registry, event(1, "year_end_review", "2025-01-15", emulation_year=2024), other)
    assert len(found) == 2
    offers = registry.suggestions(kind="event")
    assert bool(offers) == suggested
    if suggested:
        said = registry.desk("lan").same(offers[0]["left_id"], offers[0]["right_id"])
        assert len(table(registry, "events")) == 1
        registry.desk("lan").undo(said.id)
        assert len(table(registry, "events")) == 2
        assert registry.suggestions(kind="event") == offers
    assert registry.check() == []


def test_a_third_article_never_joins_a_half_years_review_with_a_years(registry: Registry) -> None:
    found = add_all(
        registry,
        event(1, "interim_review signing", "2025-01-15"),
        event(2, "year_end_review signing", "2025-01-15"),
        event(3, "signing", "2025-01-15"),
    )
    assert len(found) == 2


def test_a_numbered_bloc_without_an_authority_belongs_to_its_article(registry: Registry) -> None:
    found = add_all(registry, event(1, "signing", "2025-01-15"), event(2, "signing", "2025-01-15"), context=None)
    assert len(found) == 2
    assert registry.suggestions(kind="bloc")


def test_a_corrected_day_joins_and_parts(registry: Registry) -> None:
    add_all(registry, event(1, "signing", "2025-01-15"), event(2, "signing", "2025-06-15"))
    fact = next(
        row["key"] for row in table(registry, "facts") if row["kind"] == "events" and row["day"] == "2025-06-15"
    )
    said = registry.desk("lan").set(fact, {"start": "2025-01-15", "end": "2025-01-15"})
    assert len(table(registry, "events")) == 1
    for each in said:
        registry.desk("lan").undo(each.id)
    assert len(table(registry, "events")) == 2
    assert registry.check() == []


# Awards


def award(number: int, status: str, day: str, **more: Any) -> Maker:
    text = f"Tin số {number}\nKhối thi đua số 2 họp ngày {day}: Cờ thi đua của Chính phủ cho Sở Tư pháp."
    made = Maker(text, url=f"http://portal.test/a{number}", published=day)
    types = "award_ceremony" if status == "conferred" else "assessment"
    held = made.event(
        made.bloc("Khối thi đua số 2"), types, day, quote=f"ngày {day}", emulation_year=more.pop("of", 2024)
    )
    given = {"level": "government", "year": 2024, "quote": "Cờ thi đua của Chính phủ cho Sở Tư pháp"} | more
    made.award(held, "flag", "Cờ thi đua của Chính phủ", "Sở Tư pháp", status=status, **given)
    return made


def test_proposed_in_december_and_conferred_in_february_is_one_award_with_two_steps(registry: Registry) -> None:
    registry.add(award(1, "proposed", "2024-12-20").record(), context=HAI_PHONG)
    assert table(registry, "awards")[0]["status"] == "proposed"
    registry.add(award(2, "conferred", "2025-02-10", decision="12/QĐ-TTg").record(), context=HAI_PHONG)
    (found,) = table(registry, "awards")
    assert (found["status"], found["proposed_on"], found["conferred_on"]) == ("conferred", "2024-12-20", "2025-02-10")
    assert found["decision"] == "12/QĐ-TTg"
    assert [s["step"] for s in registry.show(found["id"])["steps"]] == ["proposed", "conferred"]
    assert next(registry.db.query("SELECT days FROM award_paths"))["days"] == 52


def test_an_announced_award_was_conferred_on_an_unknown_day(registry: Registry) -> None:
    registry.add(award(1, "announced", "2025-03-01").record(), context=HAI_PHONG)
    (found,) = table(registry, "awards")
    assert (found["status"], found["conferred_on"]) == ("conferred", None)


def test_a_decided_award_is_not_yet_conferred(registry: Registry) -> None:
    registry.add(award(1, "conferred", "2025-01-20", step="decided").record(), context=HAI_PHONG)
    (found,) = table(registry, "awards")
    assert (found["status"], found["decided_on"], found["conferred_on"]) == ("decided", "2025-01-20", None)


@pytest.mark.parametrize(
    "other",
    [{"year": 2023, "of": 2023}, {"level": "province"}],
    ids=["of another year", "of another level"],
)
def test_another_flag_is_another_award(registry: Registry, other: dict[str, Any]) -> None:
    registry.add(award(1, "proposed", "2024-12-20").record(), context=HAI_PHONG)
    registry.add(award(2, "conferred", "2025-02-10", **other).record(), context=HAI_PHONG)
    assert len(table(registry, "awards")) == 2


# Time


def test_what_became_of_an_office_and_what_it_was_before(registry: Registry) -> None:
    registry.add(members(1, "Sở Kế hoạch và Đầu tư", "Sở Tài chính").record(), context=HAI_PHONG)
    registry.add(members(2, "Sở Tài chính", "Sở Y tế").record(), context=Context(source="hd", place="tỉnh Hải Dương"))
    by_name = {(u["name"], u["place"]): u["id"] for u in table(registry, "units")}
    (after,) = registry.show(by_name["Sở Kế hoạch và Đầu tư", "Hải Phòng"])["after"]
    assert (after["successor"], after["day"]) == (by_name["Sở Tài chính", "Hải Phòng"], "2025-03-01")
    assert after["document"] == "Nghị định 45/2025/NĐ-CP"
    before = registry.show(by_name["Sở Tài chính", "Hải Phòng"])["before"]
    assert {(b["predecessor_name"], b["predecessor_place"], b["day"]) for b in before} == {
        ("Sở Kế hoạch và Đầu tư", "Hải Phòng", "2025-03-01"),
        ("Sở Tài chính", "Hải Dương", "2025-07-01"),
    }
    (gone,) = registry.show(by_name["Sở Y tế", "Hải Dương"])["after"]
    assert (gone["successor"], gone["successor_place"]) == (None, "Hải Phòng")
    assert registry.check() == []


def test_places_know_the_years_they_existed(registry: Registry) -> None:
    registry.add(members(1, "Sở Y tế").record(), context=HAI_PHONG)
    provinces = table(registry, "places")
    on = {"2024-06-30": 63, "2025-07-01": 34}
    for day, count in on.items():
        there = [
            p
            for p in provinces
            if p["level"] == "province" and (p["valid_from"] or "") <= day <= (p["valid_to"] or "9999")
        ]
        assert len(there) == count, day
    special = [p for p in provinces if p["name"] == "huyện Bạch Long Vĩ"]
    assert [(p["valid_to"], p["successor"]) for p in special] == [("2025-06-30", "đặc khu Bạch Long Vĩ")]


@pytest.mark.parametrize(
    ("text", "authority", "territory"),
    [
        ("thành phố Hải Phòng", "Hải Phòng", "Hải Phòng"),
        ("Công an TP. Hà Nội", "Công an Hà Nội", "Hà Nội"),
        ("Công an thành phố Hà Nội", "Công an Hà Nội", "Hà Nội"),
        ("huyện Ninh Phước", "huyện Ninh Phước, Ninh Thuận", "huyện Ninh Phước, Ninh Thuận"),
        ("thành phố Thái Nguyên", "thành phố Thái Nguyên, Thái Nguyên", "thành phố Thái Nguyên, Thái Nguyên"),
        ("Ngân hàng Nhà nước Việt Nam", "Ngân hàng Nhà nước Việt Nam", None),
        ("miền Đông Nam Bộ", "miền Đông Nam Bộ", None),
    ],
)
def test_an_authority_and_the_place_it_works_in(text: str, authority: str, territory: str | None) -> None:
    found, where = gazetteer().authority(text), gazetteer().territory(text)
    assert found is not None
    assert found.label == authority
    assert (where.label if where else None) == territory


def test_a_unit_is_read_as_of_a_day(registry: Registry) -> None:
    names = ("Sở Giao thông vận tải", "Sở Xây dựng", "Sở Nông nghiệp và Môi trường", "Sở Tài nguyên và Môi trường")
    registry.add(members(1, *names).record(), context=Context(source="hd", place="tỉnh Hải Dương"))
    registry.add(members(2, "Sở Xây dựng").record(), context=HAI_PHONG)
    ids = {(u["name"], u["place"]): u["id"] for u in table(registry, "units")}

    def on(name: str, day: date) -> list[tuple[str, str]]:
        return [(u["name"], u["place"]) for u in registry.unit_on(ids[name, "Hải Dương"], day)]

    assert on("Sở Giao thông vận tải", date(2024, 5, 1)) == [("Sở Giao thông vận tải", "Hải Dương")]
    assert on("Sở Giao thông vận tải", date(2025, 4, 1)) == [("Sở Xây dựng", "Hải Dương")]
    assert on("Sở Giao thông vận tải", date(2025, 8, 1)) == [("Sở Xây dựng", "Hải Phòng")]
    assert on("Sở Nông nghiệp và Môi trường", date(2024, 5, 1)) == [("Sở Tài nguyên và Môi trường", "Hải Dương")]


@pytest.mark.parametrize(
    ("asked", "before", "after"),
    [
        ("tỉnh Hải Dương", "Hải Dương", "Hải Phòng"),
        ("đặc khu Bạch Long Vĩ", "huyện Bạch Long Vĩ", "đặc khu Bạch Long Vĩ"),
        ("phường Cầu Kho", "phường Cầu Kho", "phường Cầu Ông Lãnh"),
    ],
)
def test_what_became_of_a_place_and_what_it_was_before(registry: Registry, asked: str, before: str, after: str) -> None:
    (change, *_) = registry.place_history(asked)
    assert (change.before, change.after, change.day) == (before, after, "2025-07-01")
    assert change.document


@pytest.mark.parametrize("asked", ["quận Bình Thạnh", "thành phố Thủ Đức", "thành phố Thủy Nguyên", "huyện Đông Anh"])
def test_a_district_ended_with_its_level(registry: Registry, asked: str) -> None:
    last = registry.place_history(asked)[-1]
    assert (last.before, last.after, last.day) == (asked, None, "2025-07-01")
    assert last.document == "Luật Tổ chức chính quyền địa phương 72/2025/QH15"


def test_a_district_that_was_merged_before_leads_to_its_heir(registry: Registry) -> None:
    (change,) = registry.place_history("huyện Thủy Nguyên")
    assert (change.after, change.day) == ("thành phố Thủy Nguyên", "2025-01-01")
    assert change.document == "Nghị quyết 1232/NQ-UBTVQH15"
    assert [(c.before, c.after, c.day) for c in registry.place_history("thành phố Thủ Đức")] == [
        ("Quận 2", "thành phố Thủ Đức", "2021-01-01"),
        ("Quận 9", "thành phố Thủ Đức", "2021-01-01"),
        ("quận Thủ Đức", "thành phố Thủ Đức", "2021-01-01"),
        ("thành phố Thủ Đức", None, "2025-07-01"),
    ]


@pytest.mark.parametrize(
    ("name", "moved"),
    [
        ("Sở Y tế", True),
        ("Hội Nông dân", True),
        ("Công ty cổ phần In Đồng Khởi", False),
        ("Công ty TNHH MTV Xổ số kiến thiết", False),
        ("Ngân hàng TMCP Công thương", False),
    ],
)
def test_the_merger_of_provinces_moved_their_bodies_and_no_companies(
    registry: Registry, name: str, moved: bool
) -> None:
    ben_tre = Context(source="bentre", owner="Sở Nội vụ Bến Tre", place="tỉnh Bến Tre", level="province")
    registry.add(members(1, name).record(), context=ben_tre)
    (unit,) = table(registry, "units")
    after = [(each["successor_place"], each["document"]) for each in registry.show(unit["id"])["after"]]
    assert after == ([("Vĩnh Long", "Nghị quyết 202/2025/QH15")] if moved else [])
