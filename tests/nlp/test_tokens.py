"""Tokens and normal spelling, as properties: whatever the text, it comes back, and how it was typed changes no fact."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
import spacy
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nlp.normalise import normalise
from nlp.tokens import SyllableTokenizer
from records import Article, record_to_json

from .reading import reader

_TOKENIZER = SyllableTokenizer(spacy.blank("xx").vocab)
# Pieces that the rules react to, beside any character at all.
_WORDS = st.sampled_from(
    [
        *("Khối thi đua số 9", "Cụm thi đua các Sở", "Khối trưởng", "ngành ", "Sở Y tế", "tỉnh ", "TP.HCM", "UBND "),
        *("ngày 5/3/2024", "sáng 31/12", "năm 2024", "12.500", "% ", "Quyết định số 1/QĐ-UBND"),
        *("ông ", "Phó Giám đốc ", "Trưởng ", "nguyên ", "kiêm ", "Nguyễn Văn A", "H'Lim", "Hoà", "Hòa"),
        *("tổng kết", "ký kết giao ước", "trao Cờ thi đua cho", "đề nghị tặng", "gồm các Sở: ", "và "),
        *(", ", ". ", "; ", ": ", "(", ")", "“", "”", "-", "–", "/", "…", "\n", "\r\n", "\u00a0", "\u200b", "Ð"),
    ]
)
_TEXTS = st.one_of(st.text(max_size=80), st.lists(st.one_of(_WORDS, st.text(max_size=5)), max_size=40).map("".join))
_SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

ARTICLE = (
    "Khối thi đua số 9 tổng kết năm 2023\n\n"
    "Sáng ngày 26/01/2024, tại Sở Y tế, Khối thi đua số 9 tỉnh Hòa Bình (gồm các Sở: Y tế, Tư pháp, Khoa học và Công "
    "nghệ, Tài nguyên và Môi trường) tổ chức Hội nghị tổng kết phong trào thi đua năm 2023 và ký kết giao ước thi đua "
    "năm 2024. Dự hội nghị có bà Đinh Thị Hoà, Phó Giám đốc Sở Nội vụ.\n\n"
    "Hội nghị suy tôn Sở Tư pháp là đơn vị dẫn đầu, đề nghị UBND tỉnh tặng Cờ thi đua; bầu Sở Tư pháp làm Khối trưởng "
    "năm 2024 theo Quyết định số 12/QĐ-UBND ngày 05/01/2024 của UBND tỉnh."
)


@given(_TEXTS)
@example("số 9  họp")
@example("  họp ")
def test_a_doc_gives_its_text_back(text: str) -> None:
    doc = _TOKENIZER(text)
    assert doc.text == text


@given(_TEXTS)
def test_tokens_stand_where_they_say(text: str) -> None:
    tokens = _TOKENIZER.read(text)
    for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True):
        assert normalise(text[start:end]) == word


@given(_TEXTS)
@_SLOW
def test_the_reader_never_raises_and_its_evidence_is_in_the_text(text: str) -> None:
    record = reader().analyse(Article(id="t", source="t.txt", text=text))
    for facts in (
        record.blocs,
        record.events,
        record.members,
        record.leaders,
        record.officials,
        record.awards,
        record.documents,
    ):
        for fact in facts:
            assert fact.evidence
            assert all(text[e.start : e.end] == e.text for e in fact.evidence)


def _facts(text: str) -> str:
    """Everything a record says but where it stands, spelled in one way."""
    record = record_to_json(reader().analyse(Article(id="t", source="t.txt", text=text)))
    for fact in (f for value in record.values() if isinstance(value, list) for f in value):
        fact.pop("evidence", None)
        for key in ("start", "end", "text"):
            if "code" in fact:
                fact.pop(key, None)
    kept: dict[str, Any] = {key: value for key, value in record.items() if key not in ("article", "extractor")}
    return unicodedata.normalize("NFC", json.dumps(kept, ensure_ascii=False, sort_keys=True))


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(unicodedata.normalize("NFD", ARTICLE), id="decomposed"),
        pytest.param(ARTICLE.replace("Đ", "Ð"), id="eth for Đ"),
        pytest.param(ARTICLE.replace("Hoà", "Hòa").replace("Hòa Bình", "Hoà Bình"), id="the tone on the other vowel"),
        pytest.param(ARTICLE.replace(" ", "  "), id="two spaces"),
        pytest.param(ARTICLE.replace(" ", "\u00a0"), id="no-break spaces"),
        pytest.param(ARTICLE.replace("-", "–"), id="another dash"),
        pytest.param(ARTICLE.replace("thi đua", "thi\u200b đua"), id="zero-width spaces"),
        pytest.param(ARTICLE.replace("\n\n", "\r\n\r\n"), id="line ends of Windows"),
    ],
)
def test_how_a_text_was_typed_changes_no_fact(changed: str) -> None:
    assert changed != ARTICLE
    assert _facts(changed) == _facts(ARTICLE)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("chứcHội", ["chức", "Hội"]),
        ("vàđăng", ["và", "đăng"]),
        ("Dũngcùng", ["Dũng", "cùng"]),
        ("Bộvà", ["Bộ", "và"]),
        ("vàng", ["vàng"]),
        ("Ruône", ["Ruône"]),
        ("H'Lim", ["H'Lim"]),
        ("3.2.2023", ["3.2.2023"]),
    ],
)
def test_words_typed_as_one(typed: str, words: list[str]) -> None:
    assert _TOKENIZER.read(typed).words == words
    assert [
        unicodedata.normalize("NFC", w) for w in _TOKENIZER.read(unicodedata.normalize("NFD", typed)).words
    ] == words


@given(st.text(max_size=12))
def test_normal_spelling_is_reached_in_one_step(token: str) -> None:
    assert normalise(normalise(token)) == normalise(token)


@pytest.mark.parametrize(
    ("typed", "normal"), [("Hoà", "Hòa"), ("UỶ", "ỦY"), ("QUÝ", "QUÝ"), ("Ðông", "Đông"), ("thuỷ", "thủy")]
)
def test_normal_spelling(typed: str, normal: str) -> None:
    assert normalise(typed) == normal
