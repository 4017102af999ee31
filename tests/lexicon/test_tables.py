"""What must hold of every table that ships, and words that a reader of this field may not lack."""

import unicodedata
from collections import Counter

import pytest

import lexicon
from lexicon import Entry, match_key
from lexicon.parse import shows
from lexicon.schema import TABLES
from records import AwardForm, AwardLevel

WORDS = lexicon.load()


def table(name: str) -> tuple[Entry, ...]:
    return WORDS.table(name)


def forms(*names: str) -> Counter[str]:
    return Counter(match_key(form) for name in names for entry in table(name) for form in entry.forms)


@pytest.mark.parametrize("name", WORDS.names)
def test_every_form_is_nfc_trimmed_and_begins_with_the_name(name: str) -> None:
    assert table(name)
    for entry in table(name):
        assert len(set(entry.forms)) == len(entry.forms), entry
        for form in entry.forms:
            assert form == unicodedata.normalize("NFC", form) == " ".join(form.split()), (name, entry.name, form)


@pytest.mark.parametrize("name", list(TABLES))
def test_the_name_is_a_form(name: str) -> None:
    assert [entry.name for entry in table(name) if entry.forms[0] != entry.name] == []


@pytest.mark.parametrize("name", list(TABLES))
def test_examples_and_counter_examples_show_their_entry(name: str) -> None:
    """What a counter-example warns of is its words; whether a rule heeds it is tested with the rules."""
    for entry in table(name):
        for phrase in (*entry.examples, *entry.counter_examples):
            assert shows(phrase, entry.forms), (entry.name, phrase)
        assert not set(entry.examples) & set(entry.counter_examples), entry.name


@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_has_examples(name: str) -> None:
    assert sum(len(entry.examples) for entry in table(name)) >= 3


@pytest.mark.parametrize("name", [name for name, schema in TABLES.items() if schema.unique_forms])
def test_no_form_belongs_to_two_entries(name: str) -> None:
    for form, count in forms(name).items():
        owners = {entry.name for entry in table(name) if form in map(match_key, entry.forms)} if count > 1 else set()
        assert len(owners) <= 1, (form, owners)


# Words that truly are both; the words beside them decide.
ALLOWED = {("surnames", "unit_kinds"): {"đoàn"}}  # Đoàn Văn Hải and Đoàn trường


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("unit_kinds", "posts"),
        ("unit_kinds", "award_forms"),
        ("posts", "award_forms"),
        ("posts", "organisations"),
        ("surnames", "unit_kinds"),
        ("place_levels", "unit_fields"),
    ],
)
def test_tables_that_rules_tell_apart_share_no_form(left: str, right: str) -> None:
    shared = set(forms(left)) & set(forms(right))
    assert shared <= ALLOWED.get((left, right), set())


def test_every_abbreviation_expands_to_words() -> None:
    short = {form for entry in table("unit_abbreviations") for form in entry.forms}
    for entry in table("unit_abbreviations"):
        full = entry.attributes["expands"]
        assert full not in short, (entry.name, full)
        assert not [word for word in full.split() if len(word) > 1 and word.isupper() and word.isalpha()], full


@pytest.mark.parametrize("name", ["unit_abbreviations", "number_suffixes"])
def test_within_a_kind_an_abbreviation_has_one_reading(name: str) -> None:
    seen: dict[tuple[str, str | None], str] = {}
    for entry in table(name):
        for form in {match_key(form) for form in entry.forms}:
            full = entry.attributes["expands"]
            assert seen.setdefault((form, entry.kind), full) == full, (form, entry.kind)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("UBND", "Ủy ban nhân dân"),
        ("KH&CN", "Khoa học và Công nghệ"),
        ("LĐ-TB&XH", "Lao động - Thương binh và Xã hội"),
        ("VH,TT&DL", "Văn hóa, Thể thao và Du lịch"),
        ("CCB", "Cựu chiến binh"),
        ("BĐBP", "Bộ đội Biên phòng"),
        ("BR-VT", "Bà Rịa - Vũng Tàu"),
        ("NNCĐDC/dioxin", "Nạn nhân chất độc da cam/dioxin"),
    ],
)
def test_abbreviations_one_meets_every_day(short: str, full: str) -> None:
    assert full in {entry.attributes["expands"] for entry in table("unit_abbreviations") if short in entry.forms}


def test_every_ministry_named_in_a_number_is_known() -> None:
    known = forms("organisations")
    for entry in table("number_suffixes"):
        full = entry.attributes["expands"]
        if full.startswith("Bộ ") and full not in ("Bộ Chỉ huy quân sự", "Bộ Tư lệnh"):
            assert match_key(full) in known, entry.name


def test_award_forms_use_the_record_s_values() -> None:
    assert TABLES["award_forms"].kinds == {form.value for form in AwardForm}
    levels = {entry.attributes["level"] for entry in table("award_forms") if "level" in entry.attributes}
    assert levels <= {level.value for level in AwardLevel}


@pytest.mark.parametrize("form", [form.value for form in AwardForm])
def test_every_award_form_has_names(form: str) -> None:
    assert [entry for entry in table("award_forms") if entry.kind == form]


BREADTH = {
    "unit_kinds": 400,
    "unit_fields": 400,
    "unit_abbreviations": 300,
    "organisations": 350,
    "posts": 300,
    "honorifics": 120,
    "surnames": 350,
    "given_names": 450,
    "award_forms": 150,
    "document_kinds": 45,
}


@pytest.mark.parametrize(("name", "floor"), BREADTH.items())
def test_no_table_shrinks_unnoticed(name: str, floor: int) -> None:
    assert len(table(name)) >= floor
