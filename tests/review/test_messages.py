"""Both languages say everything."""

import re
from importlib import resources
from pathlib import Path

import pytest
import yaml

import records
from review.i18n import LANGUAGES, words

ROOM = Path(str(resources.files("review")))
USED = re.compile(r"""\bt\(\s*["']([a-z_.0-9]+)["']\s*[,)]""")


class _Strict(yaml.SafeLoader):
    """YAML in which no key stands twice: the second would silently win."""


def _mapping(loader, node):
    keys = [loader.construct_object(key) for key, _ in node.value]
    twice = {key for key in keys if keys.count(key) > 1}
    assert not twice, f"{loader.name}: {twice} stand twice"
    return {loader.construct_object(key): loader.construct_object(value, deep=True) for key, value in node.value}


_Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


@pytest.mark.parametrize(
    "path", sorted(ROOM.glob("messages/*/*.yml")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_no_key_stands_twice(path):
    with path.open(encoding="utf-8") as file:
        assert yaml.load(file, _Strict)


def test_both_languages_have_the_same_keys():
    assert words("vi").keys() == words("en").keys()


def test_both_languages_take_the_same_values():
    vi, en = words("vi"), words("en")
    for key in sorted(vi.keys()):
        assert set(re.findall(r"\{(\w+)\}", vi(key))) == set(re.findall(r"\{(\w+)\}", en(key))), key


@pytest.mark.parametrize("path", sorted(ROOM.glob("templates/**/*.html")), ids=lambda path: path.name)
def test_templates_ask_only_for_words_that_there_are(path):
    missing = [key for key in USED.findall(path.read_text(encoding="utf-8")) if not words("vi").has(key)]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("group", "values"),
    [
        ("type", records.EventType),
        ("form", records.AwardForm),
        ("level", records.AwardLevel),
        ("status", records.AwardStatus),
        ("role", records.LeaderRole),
        ("term", records.LeaderStatus),
        ("part", records.OfficialPart),
        ("part_of_day", records.PartOfDay),
        ("grain", records.Grain),
        ("facts", records.FACT_KINDS),
    ],
)
def test_every_value_of_a_vocabulary_has_words(language, group, values):
    assert [value for value in values if not words(language).has(f"{group}.{value}")] == []
