"""Pairs that may be one: judged, undone, each kind in its queue."""

from __future__ import annotations

import pytest
from lxml import html

from store import Registry
from tests.review_desk.articles import article
from tests.review_desk.conftest import Reviewer
from tests.review_desk.facts import article_id, fact, keys
from tests.store.build import Maker


@pytest.fixture
def heirs(lan: Reviewer, registry: Registry) -> tuple[str, str]:
    """A judged fact that the machine no longer reads, and what it now reads in its place."""
    key = keys(registry)["members Thanh tra tỉnh"]
    lan.post({"action": "confirm", "fact": key})
    later = article(1, extractor="2")
    later.facts["members"] = [m for m in later.facts["members"] if m.unit.name != "Thanh tra tỉnh"]
    later.member("b1", "Thanh tra tỉnh Lào Cai", year=2024, quote="Thanh tra tỉnh")
    registry.add(later.record())
    return key, keys(registry)["members Thanh tra tỉnh Lào Cai"]


def waiting(reviewer: Reviewer, kind: str) -> list[tuple[str, str]]:
    """The pairs in the queue of a kind."""
    page = html.fromstring(reviewer.get(f"/desk/pairs?kind={kind}").text)
    return [
        (pair.cssselect("input[name=left]")[0].get("value"), pair.cssselect("input[name=right]")[0].get("value"))
        for pair in page.cssselect("[data-pair]")
    ]


def test_an_heir_is_offered_on_both_and_accepted(lan: Reviewer, registry: Registry, heirs: tuple[str, str]) -> None:
    old, new = heirs
    page = html.fromstring(lan.get(f"/desk/article/{article_id(registry)}").text)
    assert page.get_element_by_id(f"fact-{old}").cssselect(".offer")
    assert (old, new) in waiting(lan, "fact")
    answer = lan.post({"action": "same", "left": old, "right": new, "article": article_id(registry)})
    assert answer.status_code == 200, answer.text
    assert fact(registry, new)["state"] in ("confirmed", "corrected", "conflict")
    assert (old, new) not in waiting(lan, "fact")


def test_a_pair_is_judged_by_a_form_and_taken_back(lan: Reviewer, registry: Registry, heirs: tuple[str, str]) -> None:
    old, new = heirs
    form = {"action": "not_same", "left": old, "right": new, "back": "/desk/pairs"}
    assert lan.post(form, script=False).headers["location"] == "/desk/pairs"
    assert (old, new) not in waiting(lan, "fact")
    page = html.fromstring(lan.get("/desk/pairs").text)
    (number,) = page.cssselect(".recent input[name=judgement]")
    lan.post({"action": "undo", "judgement": number.get("value"), "back": "/desk/pairs"}, script=False)
    assert html.fromstring(lan.get("/desk/pairs").text).cssselect(".recent .undone")


def namesake(number: int, title: str) -> Maker:
    made = Maker(
        f"Khối thi đua số {number} họp\nNgày 3/5/2024, dự họp có bà Phan Thị Dung, {title}.\n",
        url=f"http://cong.test/nguoi/{number}",
        published="2024-05-04",
    )
    bloc = made.bloc(f"Khối thi đua số {number}", place="tỉnh An Giang")
    event = made.event(bloc, "interim_review", "2024-05-03", quote="3/5/2024", emulation_year=2024)
    made.official(event, "Phan Thị Dung", title)
    return made


def test_persons_of_one_name_wait_side_by_side_with_their_evidence(lan: Reviewer, registry: Registry) -> None:
    registry.add(namesake(21, "Giám đốc Sở Xây dựng").record())
    registry.add(namesake(22, "Trưởng ban Dân vận").record())
    page = html.fromstring(lan.get("/desk/pairs?kind=person").text)
    (pair,) = page.cssselect("[data-pair]")
    text = " ".join(pair.text_content().split())
    assert text.count("Phan Thị Dung") >= 2
    assert "Giám đốc Sở Xây dựng" in text
    assert "Trưởng ban Dân vận" in text
    left, right = (pair.cssselect(f"input[name={side}]")[0].get("value") for side in ("left", "right"))
    assert lan.post({"action": "same", "left": left, "right": right}).status_code == 200
    assert len([p for p in registry.table("persons") if p["name"] == "Phan Thị Dung"]) == 1
