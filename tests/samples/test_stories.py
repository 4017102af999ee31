"""What the sample portals publish: as much, and as various, as they promise."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest

from samples import portals, stories
from samples.story import Kind, PartKind, Quirk, Story

ALL = stories()
BLOC = [story for story in ALL if story.kind is Kind.BLOC]
MERGER = date(2025, 7, 1)  # 63 provinces became 34


def gold_values(kind: str, key: str) -> set[str]:
    return {fact[key] for story in BLOC for fact in story.gold.get(kind, ()) if key in fact}


@pytest.mark.parametrize(("kind", "least"), [(Kind.BLOC, 36), (Kind.OTHER, 25), (Kind.LOOKALIKE, 10)])
def test_there_are_as_many_stories_of_each_kind_as_promised(kind: Kind, least: int) -> None:
    assert sum(story.kind is kind for story in ALL) >= least


def test_each_of_the_five_families_has_a_portal_with_bloc_events_and_without() -> None:
    assert {portal.family for portal in portals().values()} == {
        "aspnet",
        "blogger",
        "liferay",
        "newspaper",
        "nukeviet",
    }
    for portal in portals().values():
        assert {story.kind for story in portal.stories()} == set(Kind), portal.id


def test_keys_ids_and_addresses_are_unique() -> None:
    assert [key for key, count in Counter(story.key for story in ALL).items() if count > 1] == []
    within = Counter((story.portal, story.id) for story in ALL)
    assert [key for key, count in within.items() if count > 1] == []
    slugs = Counter((story.portal, story.section, story.slug) for story in ALL)
    assert [key for key, count in slugs.items() if count > 1] == []


def test_sections_are_those_of_the_portal() -> None:
    for story in ALL:
        assert story.section in portals()[story.portal].sections, story.key


def test_bloc_events_of_every_year_from_2021_to_2026_and_on_both_sides_of_the_merger_of_provinces() -> None:
    days = [event["start"] for story in BLOC for event in story.gold["events"]]
    assert {day.year for day in days} >= {2021, 2022, 2023, 2024, 2025, 2026}
    assert min(days) < MERGER <= max(days)


def test_every_type_of_event_is_reported() -> None:
    types = {kind for story in BLOC for event in story.gold["events"] for kind in event["types"]}
    assert types >= {
        "signing",
        "launch",
        "interim_review",
        "year_end_review",
        "assessment",
        "handover",
        "award_ceremony",
        "establishment",
        "activity",
    }


def test_awards_of_many_forms_are_proposed_and_conferred() -> None:
    assert gold_values("awards", "form") >= {
        "flag",
        "lead_unit",
        "rank",
        "merit_certificate",
        "commendation",
        "order",
        "collective_title",
        "commemorative",
        "prize",
    }
    assert gold_values("awards", "status") >= {"proposed", "conferred"}


def test_leaders_are_units_and_persons_who_serve_leave_and_come() -> None:
    leaders = [leader for story in BLOC for leader in story.gold.get("leaders", ())]
    assert {leader["status"] for leader in leaders} == {"serving", "incoming", "outgoing"}
    assert (
        {"head" in leader for leader in leaders} == {bool(leader.get("person")) for leader in leaders} == {True, False}
    )


def test_some_events_are_told_by_two_portals_on_days_that_overlap() -> None:
    told: dict[str, list[Story]] = defaultdict(list)
    for story in BLOC:
        if story.event:
            told[story.event].append(story)
    assert len([name for name, by in told.items() if len({story.portal for story in by}) > 1]) >= 2
    for name, by in told.items():
        events = [story.gold["events"][0] for story in by]
        assert max(event["start"] for event in events) <= min(event.get("end", event["start"]) for event in events), (
            name
        )
        assert len({story.gold["blocs"][0]["kind"] for story in by}) == 1, name


def awards(status: str) -> dict[tuple[str, str, str, int], date]:
    """(bloc, form, recipient, year) → day of the event, for units named as recipients."""
    found = {}
    for story in BLOC:
        bloc = f"{story.gold['blocs'][0]['name'].partition(' | ')[0]}"
        for award in story.gold.get("awards", ()):
            if award["status"] == status and isinstance(award.get("to"), str) and "year" in award:
                key = (bloc, award["form"], award["to"].partition(" | ")[0], award["year"])
                found[key] = story.gold["events"][0]["start"]
    return found


def test_awards_proposed_in_one_article_are_conferred_in_a_later_one() -> None:
    proposed, conferred = awards("proposed"), awards("conferred")
    climbed = [key for key in proposed.keys() & conferred.keys() if proposed[key] < conferred[key]]
    assert len(climbed) >= 4
    assert len({bloc for bloc, *_ in climbed}) >= 3


def test_a_chair_handed_over_in_one_article_serves_in_a_later_one() -> None:
    leaders: dict[str, set[tuple[str, str, int]]] = defaultdict(set)
    for story in BLOC:
        bloc = f"{story.portal} {story.gold['blocs'][0]['name'].partition(' | ')[0]}"
        for leader in story.gold.get("leaders", ()):
            if "head" in leader and "year" in leader:
                leaders[leader["status"]].add((bloc, leader["head"].partition(" | ")[0], leader["year"]))
    assert leaders["incoming"] & (leaders["serving"] | leaders["outgoing"])


@pytest.mark.parametrize("quirk", list(Quirk))
def test_every_quirk_of_real_pages_is_there(quirk: Quirk) -> None:
    assert [story.key for story in ALL if story.has(quirk)]


def test_one_bloc_article_is_changed_later_in_words_and_facts() -> None:
    before = {story.key: story for story in ALL}
    changed = [story for story in stories(2) if story.revised]
    assert changed
    for story in changed:
        old = before[story.key]
        assert story.revised is not None
        assert old.published < story.revised
        assert old.text != story.text
        assert (old.id, old.title, old.section) == (story.id, story.title, story.section)
    assert any(before[story.key].gold != story.gold for story in changed)


def test_captions_attachments_and_items_occur() -> None:
    kinds = {part.kind for story in ALL for part in story.parts}
    assert kinds >= {PartKind.PARAGRAPH, PartKind.CAPTION}
    assert sum(len(story.attachments) for story in ALL) >= 3
    assert sum(bool(story.captions) for story in BLOC) > len(BLOC) / 2


@pytest.mark.parametrize("story", ALL, ids=lambda story: story.key)
def test_a_story_is_long_enough_to_be_an_article(story: Story) -> None:
    assert story.title == story.title.strip()
    assert len(story.text) >= (300 if story.has(Quirk.GONE) else 500)
    assert "\ufffd" not in story.text
