"""How the lexicon is loaded: cache, workspace folders, and what it says about files that it cannot use."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lexicon
from lexicon import Lexicon, LexiconError, match_key
from lexicon.cache import compiled
from lexicon.variants import connective_variants


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("THIDUA_CACHE", str(folder))
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "lexicon"
    folder.mkdir()
    return folder


def names(words: Lexicon, table: str) -> list[str]:
    return [entry.name for entry in words.table(table)]


def test_a_second_load_reads_what_the_first_compiled(cache: Path) -> None:
    first = lexicon.load()
    [kept] = cache.iterdir()
    data = json.loads(kept.read_bytes())
    data["posts"] = [["Chủ bút", ["Chủ bút"], "media", {"takes": "body"}, [], []]]
    kept.write_text(json.dumps(data), encoding="utf-8")
    assert names(lexicon.load(), "posts") == ["Chủ bút"]
    assert "Giám đốc" in names(first, "posts")


def test_a_cache_that_cannot_be_written_is_a_warning_not_a_failure(cache: Path) -> None:
    cache.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.warns(RuntimeWarning, match=r"compiled lexicon .*THIDUA_CACHE|compiled lexicon"):
        words = lexicon.load()
    assert "Giám đốc" in names(words, "posts")


def test_a_broken_cache_is_built_anew_with_a_warning(cache: Path) -> None:
    lexicon.load()
    [kept] = cache.iterdir()
    kept.write_text("{", encoding="utf-8")
    with pytest.warns(RuntimeWarning, match="built anew"):
        assert "Giám đốc" in names(lexicon.load(), "posts")
    assert "Giám đốc" in names(lexicon.load(), "posts")


def test_only_the_newest_compilations_are_kept(cache: Path) -> None:
    for key in range(9):
        assert compiled(str(key), lambda key=key: {"built": key}) == {"built": key}
    assert len(list(cache.iterdir())) == 6


def test_a_workspace_adds_and_overrides_by_name_and_kind(cache: Path, workspace: Path) -> None:
    (workspace / "unit_abbreviations.yml").write_text(
        "- {name: TTHC, kind: body, expands: Trung tâm Hành chính}\n"
        "- {name: UBND, kind: body, expands: Ủy ban nhân dân, in_names: no}\n",
        encoding="utf-8",
    )
    words = lexicon.load([workspace])
    by_name = {entry.name: entry for entry in words.table("unit_abbreviations") if entry.kind == "body"}
    assert by_name["TTHC"].attributes == {"expands": "Trung tâm Hành chính"}
    assert by_name["UBND"].attributes["in_names"] == "no"
    assert names(words, "unit_abbreviations").count("UBND") == 1


def test_the_hash_changes_with_any_word(cache: Path, workspace: Path) -> None:
    shipped = lexicon.load()
    assert shipped.hash == lexicon.load([workspace / "not there"]).hash
    (workspace / "posts.yml").write_text("- {name: Chủ bút, kind: media, takes: body}\n", encoding="utf-8")
    assert lexicon.load([workspace]).hash != shipped.hash


def test_a_group_shares_keys_and_gives_examples_to_the_longest_word_shown(cache: Path, workspace: Path) -> None:
    (workspace / "posts.yml").write_text(
        """
- kind: media
  takes: body
  examples: [Chủ bút tuần báo, Phó Chủ bút]
  counter_examples: [bàn chủ bút bằng gỗ]
  entries:
    - {name: Chủ bút, note: editor of old}
    - {name: Phó Chủ bút, note: null, rank: deputy}
""",
        encoding="utf-8",
    )
    by_name = {entry.name: entry for entry in lexicon.load([workspace]).table("posts")}
    assert by_name["Chủ bút"].examples == ("Chủ bút tuần báo",)
    assert by_name["Chủ bút"].counter_examples == ("bàn chủ bút bằng gỗ",)
    assert by_name["Phó Chủ bút"].examples == ("Phó Chủ bút",)
    assert by_name["Phó Chủ bút"].attributes == {"takes": "body", "rank": "deputy"}


MISTAKES = [
    (
        "posts",
        "- {name: Chủ bút, kind: media, takes: body, levle: unit}",
        r"posts\.yml: entry 'Chủ bút': key 'levle'.*possible",
    ),
    ("posts", "- {name: Chủ bút, kind: media}", r"key 'takes' is missing"),
    ("posts", "- {name: Chủ bút, kind: medium, takes: body}", r"key 'kind': 'medium' is not possible; possible: army"),
    ("posts", "- {name: Chủ bút, takes: body}", r"key 'kind': None is not possible"),
    ("posts", "- {name: Chủ bút, kind: media, takes: all}", r"key 'takes': 'all' is not possible; possible: body"),
    ("posts", "- {kind: media, takes: body}", r"key 'name': expected a phrase, found None"),
    (
        "posts",
        "- {name: no, kind: media, takes: body}",
        r"key 'name': expected a phrase, found False; write it, in quotes",
    ),
    ("posts", "- {name: Chủ bút, kind: media, takes: body, forms: chủ bút}", r"key 'forms': expected a list"),
    ("posts", "- {name: Chủ bút, name: Phó, kind: media, takes: body}", r"line 1: key 'name' stands 2 times"),
    ("posts", "- 12", r"entry 12: expected a phrase or a mapping"),
    ("posts", "name: Chủ bút", r"expected a list of entries, found dict"),
    (
        "posts",
        "- {name: Chủ bút, kind: media, takes: body, forms: [Giám đốc]}",
        r"'giám đốc' belongs to entry 'Giám đốc'",
    ),
    ("posts", "- {kind: media, takes: body, entries: Chủ bút}", r"'entries' must be a list"),
    ("posts", "- {kind: media, takes: body, examples: [Chủ báo], entries: [Chủ bút]}", r"'Chủ báo' shows no entry"),
    ("posts", "- [", r"posts\.yml: while parsing"),
    ("post", "- {name: Chủ bút}", r"post\.yml: there is no lexicon table of that name; possible: .*posts"),
]


@pytest.mark.parametrize(("table", "text", "message"), MISTAKES)
def test_a_mistake_is_named_with_file_entry_key_and_fix(
    cache: Path, workspace: Path, table: str, text: str, message: str
) -> None:
    (workspace / f"{table}.yml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        lexicon.load([workspace])


def test_a_file_in_another_encoding_is_refused(cache: Path, workspace: Path) -> None:
    (workspace / "posts.yml").write_bytes("- {name: Chủ bút}".encode("utf-16"))
    with pytest.raises(LexiconError, match="not UTF-8"):
        lexicon.load([workspace])


def test_an_unknown_table_is_named_with_the_possible_ones() -> None:
    with pytest.raises(LexiconError, match=r"no lexicon table 'post'; possible: .*posts.*places_wards"):
        lexicon.load().table("post")


@pytest.mark.parametrize(
    ("phrase", "expected", "refused"),
    [
        ("Khoa học và Công nghệ", "Khoa học & Công nghệ", "Khoa học, Công nghệ"),
        ("Lao động - Thương binh và Xã hội", "Lao động, Thương binh & Xã hội", "Lao động và Thương binh và Xã hội"),
        ("Văn hóa, Thể thao và Du lịch", "Văn hóa - Thể thao - Du lịch", "Văn hóa, Thể thao và Du lịch"),
        ("Thể dục - Thể thao", "Thể dục Thể thao", "Thể dục & Thể thao"),
    ],
)
def test_connectives_vary_by_rule(phrase: str, expected: str, refused: str) -> None:
    assert expected in connective_variants(phrase)
    assert refused not in connective_variants(phrase)
    assert connective_variants("Y tế") == ()


@given(st.lists(st.sampled_from(["Văn hóa", "Y tế", "Du lịch", "Xã hội"]), min_size=1, max_size=4), st.data())
def test_variants_change_connectives_only(words: list[str], data: st.DataObject) -> None:
    joints = data.draw(st.lists(st.sampled_from([", ", " - ", " và "]), min_size=len(words), max_size=len(words)))
    phrase = "".join(word + joint for word, joint in zip(words, joints, strict=True)).rstrip(", -").removesuffix(" và")

    def letters(text: str) -> list[str]:
        return [word for word in match_key(text).replace(",", " ").split() if word not in ("và", "&", "-")]

    variants = connective_variants(phrase)
    assert all(letters(variant) == letters(phrase) for variant in variants)
    assert phrase not in variants
