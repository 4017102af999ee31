"""Layer 1: runs, responses, the frontier."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime

import pytest

from records import Captured, Context, Page, Visit
from store import NewerRegistryError, Registry
from tests.store.build import REVIEW, Hands, review


def page(url: str, at: datetime, body: bytes = b"<p>xin ch\xc3\xa0o</p>", **headers: str) -> Page:
    return Page(url=url, final_url=url, status=200, headers=headers, body=body, fetched_at=at, source="portal")


def visits(*paths: str, kind: str = "article") -> list[Visit]:
    return [Visit(url=f"http://portal.test/{path}", kind=kind) for path in paths]


def test_a_response_told_twice_is_one_fetch(registry: Registry, hands: Hands) -> None:
    captured = Captured(page=page("http://portal.test/1", hands()), warc="a.warc.gz", offset=0, length=99)
    assert registry.capture(captured) == registry.capture(captured)
    hands.forward(days=1)
    later = Captured(page=page("http://portal.test/1", hands()), changed=False)
    assert registry.capture(later) == 2


def test_a_file_is_the_same_response_while_its_bytes_are(registry: Registry, hands: Hands) -> None:
    first = registry.capture(Captured(page=page("news/1.txt", hands())))
    hands.forward(days=1)
    assert registry.capture(Captured(page=page("news/1.txt", hands()))) == first
    assert registry.capture(Captured(page=page("news/1.txt", hands(), body=b"other"))) != first


def test_visits_are_leased_once_and_ended(registry: Registry) -> None:
    frontier = registry.frontier("portal", registry.start_run("crawl", source="portal"))
    assert frontier.push(visits("1", "2", "1?utm_source=x")) == 2
    assert frontier.pending() == 2
    first, second = frontier.lease(5)
    assert frontier.lease(5) == []
    frontier.done(first, outcome="captured")
    frontier.done(second, outcome="gone")
    assert frontier.pending() == 0


def test_higher_priority_first(registry: Registry) -> None:
    frontier = registry.frontier("portal", registry.start_run("crawl"))
    frontier.push([Visit(url="http://portal.test/a", kind="article"), *visits("list", kind="listing")])
    frontier.push([Visit(url="http://portal.test/top", kind="article", priority=5)])
    assert [lease.visit.url[-3:] for lease in frontier.lease(9)] == ["top", "t/a", "ist"]


def test_a_lease_that_ran_out_is_handed_out_again(registry: Registry, hands: Hands) -> None:
    frontier = registry.frontier("portal", registry.start_run("crawl"), lease_seconds=60)
    frontier.push(visits("1"))
    assert len(frontier.lease(1)) == 1
    hands.forward(seconds=61)
    assert frontier.pending() == 1
    assert len(frontier.lease(1)) == 1


def test_the_leases_of_a_dead_process_are_free_at_once(registry: Registry) -> None:
    run = registry.start_run("crawl")
    registry.frontier("portal", run).push(visits("1"))
    registry.frontier("portal", run).lease(1)
    registry.db.execute("UPDATE runs SET pid = 4194304 WHERE id = ?", [run])
    assert len(registry.frontier("portal", registry.start_run("crawl")).lease(1)) == 1


def test_listings_come_back_when_pushed_and_articles_by_themselves(registry: Registry, hands: Hands) -> None:
    def crawl(outcome: str) -> list[str]:
        frontier = registry.frontier("portal", registry.start_run("crawl"))
        frontier.push(visits("list", kind="listing"))
        seen = []
        while leases := frontier.lease(1):
            seen.append(leases[0].visit.kind)
            frontier.done(leases[0], outcome=outcome)
            frontier.push(visits("1", "list"))
        return seen

    assert crawl("captured") == ["listing", "article"]
    assert crawl("unchanged") == ["listing"]
    hands.forward(days=1)
    assert crawl("unchanged") == ["listing"], "not on the next day"
    hands.forward(days=4)
    assert sorted(crawl("unchanged")) == ["article", "listing"]


def test_what_is_under_way_as_an_article_when_a_pager_names_it_is_visited_as_a_listing_too(registry: Registry) -> None:
    """Or a list ends there, whenever the article's visit was quicker than the page before it."""
    frontier = registry.frontier("portal", registry.start_run("crawl"))
    frontier.push(visits("list?id=3"))
    (under_way,) = frontier.lease(1)
    assert frontier.push(visits("list?id=3", kind="listing")) == 1
    assert frontier.lease(1) == [], "not while it is under way"
    frontier.done(under_way, outcome="captured")
    (lease,) = frontier.lease(1)
    assert lease.visit.kind == "listing"
    frontier.done(lease, outcome="captured")
    assert frontier.push(visits("list?id=3")) == 0
    assert frontier.lease(1) == []


def test_a_failing_visit_is_tried_again_then_given_up_until_a_later_run_finds_it(
    registry: Registry, hands: Hands
) -> None:
    frontier = registry.frontier("portal", registry.start_run("crawl"))
    frontier.push(visits("1"))
    tries = 0
    for _ in range(40):
        for lease in frontier.lease(1):
            assert lease.attempts == tries
            frontier.done(lease, outcome="failed", error="timeout")
            tries += 1
        hands.forward(hours=2)
    assert tries == 5
    assert frontier.push(visits("1")) == 0
    assert registry.frontier("portal", registry.start_run("crawl")).push(visits("1")) == 1


def test_a_lease_carries_what_a_conditional_request_needs(registry: Registry, hands: Hands) -> None:
    run = registry.start_run("crawl")
    frontier, sink = registry.frontier("portal", run), registry.sink(run)
    frontier.push(visits("1"))
    (lease,) = frontier.lease(1)
    assert lease.etag is None
    sink.captured([Captured(page=page(lease.visit.url, hands(), etag='"v1"'))])
    frontier.done(lease, outcome="captured")
    hands.forward(days=5)
    (again,) = frontier.lease(1)
    assert again.etag == '"v1"'
    assert again.sha256 == page("x", hands()).sha256


def test_runs_keep_their_report_and_issues(registry: Registry) -> None:
    run = registry.start_run("crawl", source="portal")
    registry.sink(run).issue(code="challenge-page", message="a challenge page answered", url="http://portal.test/")
    registry.finish_run(run, report={"pages": 3})
    assert registry.runs()[0]["report"] == {"pages": 3}
    assert registry.run_issues(run=run)[0]["code"] == "challenge-page"


def test_a_newer_registry_is_refused_with_one_line(registry: Registry) -> None:
    row = {"migration_set": "thidua.registry", "name": "999_future", "applied_at": "2031"}
    registry.db.table("_sqlite_migrations").insert(row)
    with pytest.raises(NewerRegistryError, match="999_future") as raised:
        Registry(registry.path)
    assert "\n" not in str(raised.value)


def test_an_unchanged_page_and_a_gone_one_keep_the_tables_right(registry: Registry, hands: Hands) -> None:
    url = "http://portal.test/tin/9"
    run = registry.start_run("crawl", source="portal")
    frontier, sink = registry.frontier("portal", run), registry.sink(run)
    fetch = registry.capture(Captured(page=page(url, hands())), run=run)
    registry.add(review(url=url).record(), fetch=fetch, run=run)
    hands.forward(days=4)
    sink.captured([Captured(page=page(url, hands()), changed=False)])
    assert [(a["first_seen"], a["last_seen"]) for a in registry.table("articles")] == [("2025-01-10", "2025-01-14")]
    assert {f["last_seen"] for f in registry.table("facts")} == {"2025-01-14"}
    assert registry.check() == []

    frontier.push([Visit(url=url, kind="article")])
    (lease,) = frontier.lease(1)
    frontier.done(lease, outcome="gone")
    assert [a["gone"] for a in registry.table("articles")] == [1]
    assert registry.count("events") == 1, "what was published stays"
    assert registry.check() == []


def test_a_source_that_turns_out_to_be_elsewhere_is_read_anew(registry: Registry) -> None:
    record = review(url="http://portal.test/1").record()
    blocs = tuple(dataclasses.replace(bloc, place=None) for bloc in record.blocs)
    record = dataclasses.replace(record, blocs=blocs)
    registry.remember_source("portal", place="tỉnh Hà Giang")
    registry.add(record, context=Context(source="portal"))
    assert {unit["place"] for unit in registry.table("units")} == {"Hà Giang"}
    registry.remember_source("portal", place="tỉnh Lâm Đồng")
    assert {unit["place"] for unit in registry.table("units")} == {"Lâm Đồng"}
    assert registry.check() == []


def test_a_file_that_is_later_found_at_an_address_is_linked_not_doubled(registry: Registry) -> None:
    saved = registry.add(review(url=None).record())
    fact = registry.queue(kind="event")[0]["fact"]
    registry.desk("lan").confirm(fact)
    found = registry.add(review(url="http://portal.test/tin/9").record())
    assert found.article == saved.article
    (article,) = registry.table("articles")
    assert article["url"] == "http://portal.test/tin/9"
    assert registry.show(review(url="http://portal.test/tin/9").record().article.id)["id"] == saved.article
    assert next(iter(registry.queue(kind="event", state="confirmed")))["fact"] == fact
    assert registry.add(review(url=None).record()).nothing
    assert registry.check() == []


def test_a_page_that_changes_back_is_its_old_version_again(registry: Registry, hands: Hands) -> None:
    texts = [REVIEW, "Tin cập nhật\n" + REVIEW, REVIEW]
    versions = []
    for text in texts:
        hands.forward(days=1)
        fetch = registry.capture(Captured(page=page("http://portal.test/tin/9", hands(), body=text.encode())))
        versions.append(registry.add(review(text).record(), fetch=fetch).version)
    assert versions[0] == versions[2] != versions[1]
    assert registry.article(registry.table("articles")[0]["id"]).text == REVIEW
    assert registry.check() == []


def test_a_newer_extractor_that_reads_the_same_tells_no_other_facts(registry: Registry) -> None:
    assert registry.add(review().record()).other_facts
    same = registry.add(review(extractor="2").record())
    assert (same.new_reading, same.other_facts) == (True, False)
    shorter = review(extractor="3")
    shorter.facts["documents"] = []
    assert registry.add(shorter.record()).other_facts


def test_the_documents_that_articles_link_are_listed_with_them(registry: Registry, hands: Hands) -> None:
    file = "http://portal.test/qd 12.pdf"
    for number in (1, 2):
        url = f"http://portal.test/tin/{number}"
        said = {"kind": "article", "files": json.dumps([file, "http://portal.test/never-asked.pdf"])}
        fetch = registry.capture(Captured(page=page(url, hands(), body=url.encode()), facts=said))
        registry.add(review(text=f"{REVIEW}Số {number}", url=url).record(), fetch=fetch)
    assert registry.table("article_files") == []
    for day, body in enumerate((b"%PDF-1", b"%PDF-2")):
        hands.forward(days=1)
        document = page(file, hands(), body=body, **{"content-type": "application/pdf"})
        said = {"kind": "file", "listed-article": "http://portal.test/tin/1"}
        registry.capture(Captured(page=document, warc="a.warc.gz", offset=day, length=9, facts=said))
    rows = registry.table("article_files")
    assert [(row["url"], row["size"], row["day"]) for row in rows] == [(file, 6, "2025-01-12")] * 2, (
        "both, as last captured"
    )
    shown = registry.show(rows[0]["article"])["files"]
    assert [(each["content_type"], each["warc"], each["warc_offset"]) for each in shown] == [
        ("application/pdf", "a.warc.gz", 1)
    ]
    registry.rebuild()
    assert registry.table("article_files") == rows
    assert registry.check(deep=True)[0].code == "archive"  # there is no such file here


def told(registry: Registry, at: datetime, url: str, text: str = REVIEW, source: str = "portal", **more: str) -> str:
    seen = dataclasses.replace(page(url, at, body=f"{url}{text}".encode()), source=source)
    record = review(text, url=url).record()
    record = dataclasses.replace(record, article=dataclasses.replace(record.article, **more))
    return registry.add(record, fetch=registry.capture(Captured(page=seen))).article


def test_one_text_at_several_addresses_of_a_source_is_one_article(registry: Registry, hands: Hands) -> None:
    first = told(registry, hands(), "http://portal.test/tin/9")
    assert told(registry, hands(), "http://portal.test/in/9?khac=1") == first
    assert [each["address"] for each in registry.show(first)["addresses"]] == [
        "http://portal.test/in/9?khac=1",
        "http://portal.test/tin/9",
    ]
    assert registry.count("events") == 1
    assert registry.check() == []


@pytest.mark.parametrize("other", [{"source": "khac"}, {"title": "Thông báo tháng 2"}, {"text": REVIEW + "Bổ sung."}])
def test_the_same_text_of_another_portal_or_under_another_title_is_another_article(
    registry: Registry, hands: Hands, other: dict[str, str]
) -> None:
    first = told(registry, hands(), "http://portal.test/tin/9")
    assert told(registry, hands(), "http://portal.test/tin/10", **other) != first


def test_an_old_address_does_not_make_an_older_version_current(registry: Registry, hands: Hands) -> None:
    article = told(registry, hands(), "http://portal.test/tin/9")
    told(registry, hands(), "http://portal.test/in/9")
    hands.forward(days=1)
    told(registry, hands(), "http://portal.test/tin/9", "Đính chính\n" + REVIEW)
    hands.forward(days=1)
    old = page("http://portal.test/in/9", hands(), body=f"http://portal.test/in/9{REVIEW}".encode())
    registry.capture(Captured(page=old, changed=False))
    assert registry.article(article).text.startswith("Đính chính")
