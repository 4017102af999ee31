"""The gold of the stories says nothing that their text does not, in values that records know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from records import AwardForm, AwardStatus, BlocKind, EventType, LeaderStatus, OfficialPart, PartOfDay
from samples import sources
from samples.measure import gold_of
from samples.portal import portals
from samples.story import Kind, Story, stories
from tests.samples.reading import day_shown, in_words, literally

TOLD = [story for revision in (1, 2) for story in stories(revision) if revision == 1 or story.revised]
WITH_GOLD = [story for story in TOLD if story.gold]
OWNED = {source.id: source.owner.place for source in sources(dict.fromkeys(portals(), "http://127.0.0.1:1")).values()}
every_story = pytest.mark.parametrize("story", WITH_GOLD, ids=lambda story: f"{story.key}-{bool(story.revised):d}")


def readings(item: dict[str, Any], key: str = "name") -> list[str]:
    """All that counts as right for a name; with its place in it where the gold has that beside it."""
    found = [item[key], *item.get("accept" if key == "name" else f"accept_{key}s", [])]
    return found + [f"{name} {item['place']}" for name in found if key == "name" and item.get("place")]


def units(gold: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from (member["unit"] for member in gold["members"])
    yield from (leader["holder"] for leader in gold["leaders"])
    yield from (award["recipient"] for award in gold["awards"] if award["recipient"].get("name"))


@pytest.mark.parametrize("story", TOLD, ids=lambda story: story.key)
def test_gold_goes_with_the_kind_of_story(story: Story) -> None:
    gold = gold_of(story)
    assert gold["relevant"] == (story.kind is Kind.BLOC) == bool(gold["events"])
    assert gold.get("open", False) == (story.kind is not Kind.BLOC)
    if story.kind is not Kind.BLOC:
        assert gold["officials"] == []


@every_story
def test_names_of_units_stand_in_the_text_word_for_word(story: Story) -> None:
    missing = [unit["name"] for unit in units(gold_of(story)) if not in_words(readings(unit), story.text)]
    assert missing == []


@every_story
def test_names_of_blocs_and_persons_stand_in_the_text_literally(story: Story) -> None:
    gold = gold_of(story)
    names = [readings(bloc) for bloc in gold["blocs"]]
    names += [[official["name"]] for official in gold["officials"]]
    names += [[leader["holder"]["name"]] for leader in gold["leaders"] if leader["holder"]["type"] == "person"]
    names += [[a["recipient"]["name"]] for a in gold["awards"] if a["recipient"]["type"] == "person"]
    assert [name for name in names if not literally(name, story.text)] == []


@every_story
def test_the_place_of_a_bloc_stands_in_the_text_or_is_that_of_the_portals_owner(story: Story) -> None:
    known = f"{story.text} {OWNED[story.portal]}"
    placed = [bloc for bloc in gold_of(story)["blocs"] if bloc.get("place")]
    assert [bloc["place"] for bloc in placed if not literally(readings(bloc, "place"), known)] == []


@every_story
def test_titles_of_officials_stand_in_the_text(story: Story) -> None:
    titles = [title for official in gold_of(story)["officials"] for title in official["titles"]]
    assert [title for title in titles if not in_words([title], story.text)] == []


@every_story
def test_days_themes_and_venues_of_events_stand_in_the_text(story: Story) -> None:
    for event in gold_of(story)["events"]:
        assert day_shown(date.fromisoformat(event["start"]), story.text), event["start"]
        assert date.fromisoformat(event["start"]) <= date.fromisoformat(event["end"])
        for key in ("theme", "venue"):
            if key in event:
                assert in_words(readings(event, key), story.text), event[key]


@every_story
def test_an_event_lies_before_its_publication_and_the_year_is_inferred_only_where_the_text_has_none(
    story: Story,
) -> None:
    for event in gold_of(story)["events"]:
        start = date.fromisoformat(event["start"])
        assert 0 <= (story.published.date() - start).days < 60, event["start"]
        if event["year_inferred"]:
            assert f"{start.day}/{start.month}/{start.year}" not in story.text
            assert f"{start:%d/%m/%Y}" not in story.text


@every_story
def test_counts_of_groups_and_members_are_written(story: Story) -> None:
    gold = gold_of(story)
    for award in gold["awards"]:
        if award["recipient"].get("count") is not None:
            assert f"{award['recipient']['count']}" in story.text
    for bloc in gold["blocs"]:
        listed = sum(member["bloc"] == bloc["id"] for member in gold["members"])
        assert listed >= 1
        assert bloc["member_count"] is None or listed > 0


@every_story
def test_documents_stand_with_number_and_day(story: Story) -> None:
    for document in gold_of(story)["documents"]:
        assert document["number"] in story.text
        assert document["kind"].lower() in story.text.lower()
        if document["date"]:
            assert day_shown(date.fromisoformat(document["date"]), story.text), document


@every_story
def test_values_are_those_that_records_know(story: Story) -> None:
    gold = gold_of(story)
    for bloc in gold["blocs"]:
        BlocKind(bloc["kind"])
    for event in gold["events"]:
        assert event["types"]
        for name in [*event["types"], *event.get("optional_types", [])]:
            EventType(name)
        if "part_of_day" in event:
            PartOfDay(event["part_of_day"])
    for leader in gold["leaders"]:
        assert {LeaderStatus(name) for name in [leader["status"], *leader.get("accept_status", [])]}
    for official in gold["officials"]:
        assert {OfficialPart(part) for part in official["parts"]} or official.get("optional")
    for award in gold["awards"]:
        AwardStatus(award["status"])
        assert {AwardForm(form) for form in [award["form"], *award.get("accept_forms", [])]}
        assert award["title"]


@every_story
def test_facts_refer_to_blocs_and_events_that_are_there(story: Story) -> None:
    gold = gold_of(story)
    blocs, events = {bloc["id"] for bloc in gold["blocs"]}, {event["id"] for event in gold["events"]}
    assert {fact["bloc"] for kind in ("events", "members", "leaders") for fact in gold[kind]} <= blocs
    assert {fact["event"] for kind in ("officials", "awards") for fact in gold[kind]} <= events


@every_story
def test_no_fact_is_told_twice(story: Story) -> None:
    gold = gold_of(story)
    members = [(m["bloc"], m["unit"]["name"], m["unit"].get("place")) for m in gold["members"]]
    assert len(members) == len(set(members))
    leaders = [
        (x["bloc"], x["role"], x["holder"]["name"], x["holder"].get("place"), x.get("year"), x["status"])
        for x in gold["leaders"]
    ]
    assert len(leaders) == len(set(leaders))


def test_gold_covers_every_portal() -> None:
    assert {story.portal for story in WITH_GOLD} == set(portals())
