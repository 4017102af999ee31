"""Definitions: what ships is right, what is wrong is told with file, key and fix, the workspace wins."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from sources import (
    Expectations,
    Paging,
    PagingKind,
    Politeness,
    Revisits,
    Selectors,
    Source,
    SourceError,
    StartKind,
    Status,
    load,
    load_families,
    load_usable,
    read_source,
)

GOOD = """\
id: so-mau
name: Sở mẫu
owner: {name: Sở mẫu, place: tỉnh mẫu, level: province}
family: nukeviet
home: https://so.mau.example/vi/news
"""


def write(folder: Path, text: str, name: str = "so-mau") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_ships_loads_and_covers_the_seed_portals() -> None:
    sources = load()
    assert len(sources) >= 20
    assert {"binhthanh-blogger", "bachlongvi", "haiphong", "soyte-hanoi", "vpub-hcm"} <= sources.keys()
    assert {source.family for source in sources.values()} >= {
        *("aspnet", "blogger", "dnn", "generic", "liferay", "newspaper", "nukeviet", "sharepoint", "webcenter"),
        "wordpress",
    }


def test_no_shipped_definition_claims_more_than_was_tried() -> None:
    for source in load().values():
        assert source.status is Status.UNTRIED
        assert source.start or source.note, source.id
        assert not source.allow_private
        assert source.verify_tls


def test_no_untried_definition_has_selectors_that_are_not_its_familys() -> None:
    families = load_families()
    for path in sorted((Path(__file__).parents[2] / "sources" / "portals").glob("*.yml")):
        assert "selectors:" not in path.read_text(encoding="utf-8"), path.name
        assert read_source(path, families).family in families


def test_five_lines_are_enough(tmp_path: Path) -> None:
    source = read_source(write(tmp_path, GOOD))
    assert [start.url for start in source.start] == [
        "https://so.mau.example/vi/news/rss/",
        "https://so.mau.example/vi/news/",
    ]
    assert source.start[0].kind is StartKind.FEED
    assert source.hosts == ("so.mau.example",)
    assert source.paging.kind is PagingKind.NEXT
    assert source.selectors.content[0].css == "#news-bodyhtml"
    assert source.cadence == timedelta(days=1)


def test_own_selectors_come_before_the_familys_and_other_lists_replace_them(tmp_path: Path) -> None:
    more = """\
selectors: {content: [{css: '.noi-dung', valid_until: 2025-06-30}], date: ['time@datetime']}
article: ['/bai-\\d+$']
"""
    source = read_source(write(tmp_path, GOOD + more))
    first, *rest = source.selectors.content
    assert (first.css, first.valid_until) == (".noi-dung", date(2025, 6, 30))
    assert rest[0].css == "#news-bodyhtml"
    assert (source.selectors.date[0].css, source.selectors.date[0].attr) == ("time", "datetime")
    assert source.article == (r"/bai-\d+$",)


def test_everything_a_source_can_say(tmp_path: Path) -> None:
    more = """\
start:
  - {url: "{home}/tin/", paging: {kind: path, path: "/trang-{page}", pages: 9}}
  - {url: "{home}/tim?q={query}", kind: search, queries: [khối thi đua, cụm thi đua]}
cadence: 6h
revisits: {soonest: 12h, longest: 52w}
coverage_start: 2019-01-01
politeness: {delay: 5, quiet: ["22:00-05:00", {start: "11:30", end: "13:00"}]}
expectations: {articles_per_month: [2, 60], share_relevant: 0.1, always: [title, published]}
status: tried
tried_on: 2026-03-01
verify_tls: false
full_text: true
"""
    source = read_source(write(tmp_path, GOOD + more))
    assert source.start[0].url == "https://so.mau.example/vi/news/tin/"
    assert source.start[0].paging is not None
    assert source.start[1].queries == ("khối thi đua", "cụm thi đua")
    assert source.cadence == timedelta(hours=6)
    assert (source.revisits.soonest, source.revisits.longest) == (timedelta(hours=12), timedelta(weeks=52))
    assert source.politeness.delay == 5.0
    assert [(span.start, span.end) for span in source.politeness.quiet] == [
        (time(22), time(5)),
        (time(11, 30), time(13)),
    ]
    assert source.expectations.articles_per_month == (2, 60)
    assert source.full_text
    assert not read_source(write(tmp_path, GOOD)).full_text, "quotes only, unless the file permits more"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD + "cadense: daily\n", "so-mau.yml:6: cadense: is no key here; did you mean 'cadence'?"),
        (GOOD.replace("nukeviet", "nukevit"), "4: family: 'nukevit' is not known; did you mean 'nukeviet'?"),
        (GOOD.replace("level: province", "level: provine"), "3: owner.level: is 'provine'; did you mean 'province'?"),
        (GOOD.replace("name: Sở mẫu\n", "", 1), "name: is missing; add 'name:'"),
        (GOOD.replace("id: so-mau", "id: so_mau"), "id: is 'so_mau' in a file named so-mau.yml; name both the same"),
        (GOOD.replace("https://so", "so"), "home: is 'so.mau.example/vi/news'; give a whole address"),
        (GOOD + "full_text: some\n", "full_text: is 'some'; give true or false"),
        (GOOD + "cadence: often\n", "cadence: 'often' is no duration; write 'hourly', 'daily'"),
        (GOOD + "politeness: {delay: slow}\n", "politeness.delay: is 'slow'; give a number"),
        (GOOD + "politeness: {quiet: night}\n", "politeness.quiet.0: 'night' is no span of hours; write it as"),
        (GOOD + "politeness: {delay: true}\n", "politeness.delay: is True; give a number"),
        (GOOD + "revisits: {soonest: 40w}\n", "revisits.soonest: is more than 'longest'; give a shorter one"),
        (GOOD + "revisits: {longest: never}\n", "revisits.longest: 'never' is no duration; write"),
        (GOOD + "revisits: {first: 1d}\n", "revisits.first: is no key here"),
        (GOOD + "article: ['(']\n", "article.0: '(' is no regular expression"),
        (GOOD + "selectors: {content: ['div[']}\n", "selectors.content.0: 'div[' is no CSS selector"),
        (GOOD + "selectors: {conten: [div]}\n", "selectors.conten: is no key here; did you mean 'content'?"),
        (GOOD + "paging: {kind: query}\n", "paging.kind: is 'query' without 'param'; add 'param:'"),
        (GOOD + "paging: {kind: path, path: /trang}\n", "paging.path: is '/trang'; say where the number goes"),
        (GOOD + "paging: {kind: pages}\n", "paging.kind: is 'pages'; use one of"),
        (GOOD + "status: tried\n", "status: is 'tried' with no day; add 'tried_on:"),
        (GOOD + "coverage_start: '2019'\n", "coverage_start: is '2019'; give a day as 2024-01-31"),
        (GOOD + "expectations: {always: [titel]}\n", "expectations.always.0: is 'titel'; did you mean 'title'?"),
        (GOOD + "expectations: {articles_per_month: 3}\n", "expectations.articles_per_month: has 1 values; give 2"),
        (GOOD + "start: [{url: 'https://a.vn', kind: search}]\n", "start.0: is a search that asks nothing"),
        (GOOD + "owner: [\n", "is no YAML"),
        ("", "holds no keys"),
    ],
)
def test_what_is_wrong_is_told_with_file_key_and_fix(tmp_path: Path, text: str, told: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SourceError) as error:
        read_source(path)
    assert str(path) in str(error.value)
    assert told in str(error.value)


def test_all_problems_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as error:
        read_source(write(tmp_path, GOOD + "cadense: daily\npolitenes: {}\nstatus: done\n"))
    assert len(error.value.problems) == 3


def test_types_and_meanings_that_are_wrong_are_told_in_one_wave(tmp_path: Path) -> None:
    more = """\
start:
  - {url: "https://so.mau.example/a", kind: fead}
  - tin-tuc
  - {url: "{home}/tim", kind: search}
cadence: often
politeness: {delay: slow}
article: ['(', 5]
selectors: {content: ['div[', 7], date: [3]}
owner: {name: Sở, level: provine}
status: tried
"""
    text = GOOD.replace("owner: {name: Sở mẫu, place: tỉnh mẫu, level: province}\n", "")
    with pytest.raises(SourceError) as error:
        read_source(write(tmp_path, text + more))
    told = {problem.key: problem for problem in error.value.problems}
    assert set(told) == {
        *("start.0.kind", "start.1", "start.2", "cadence", "politeness.delay", "article.0", "article.1"),
        *("selectors.content.0", "selectors.content.1", "selectors.date.0", "owner.level", "status"),
    }
    assert all(problem.line for problem in told.values()), "each with its line"
    assert told["start.1"].line == told["start.2"].line - 1


def test_a_start_point_of_the_family_is_told_with_the_line_of_the_home_that_it_is_made_of(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as error:
        read_source(write(tmp_path, GOOD.replace("https://so", "so")))
    assert {problem.line for problem in error.value.problems} == {5}
    with pytest.raises(SourceError) as missing:
        read_source(write(tmp_path, GOOD.replace("home: https://so.mau.example/vi/news\n", "")))
    assert [(problem.key, problem.line) for problem in missing.value.problems] == [("start", 4)]


def test_a_known_portal_without_an_address_needs_a_note(tmp_path: Path) -> None:
    homeless = GOOD.replace("home: https://so.mau.example/vi/news\n", "")
    with pytest.raises(SourceError, match="start: is missing"):
        read_source(write(tmp_path, homeless))
    assert read_source(write(tmp_path, homeless + "note: its address is not known yet\n")).start == ()


def test_the_workspace_overrides_what_ships(tmp_path: Path) -> None:
    own = GOOD.replace("so-mau", "soyte-hanoi").replace("Sở mẫu\n", "Của chúng tôi\n", 1)
    write(tmp_path / "sources", own, name="soyte-hanoi")
    write(tmp_path / "sources", GOOD)
    sources = load([tmp_path / "sources"])
    assert sources["soyte-hanoi"].name == "Của chúng tôi"
    assert "so-mau" in sources
    assert list(sources) == sorted(sources)


def test_the_workspace_may_bring_a_family(tmp_path: Path) -> None:
    write(tmp_path / "families", "about: của tỉnh\nstart: ['{home}/tin']\narticle: ['/tin/\\d+']\n", name="cong-tinh")
    write(tmp_path, GOOD.replace("nukeviet", "cong-tinh"))
    assert load([tmp_path])["so-mau"].article == (r"/tin/\d+",)


def test_one_wrong_file_does_not_take_the_others_away(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD + "cadense: daily\n", name="hong")
    sources, problems = load_usable([tmp_path])
    assert "so-mau" in sources
    assert [problem.key for problem in problems] == ["cadense", "id"]
    with pytest.raises(SourceError):
        load([tmp_path])


def test_a_missing_folder_is_no_problem(tmp_path: Path) -> None:
    assert load([tmp_path / "none"]) == load()


def test_every_key_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
    classes = (Source, Politeness, Revisits, Selectors, Paging, Expectations)
    keys = {field.name for cls in classes for field in fields(cls)}
    assert {
        key for key in keys if f"`{key}`" not in text and f"{key}:" not in text and f"`paging.{key}`" not in text
    } == {
        "first"  # the number of a listing's first page; every portal seen so far begins at 1
    }


def test_every_family_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
    assert {name for name in load_families() if f"| `{name}` |" not in text} == set()
