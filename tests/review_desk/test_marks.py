"""The article's text in pieces: nothing is lost, and every piece knows its facts."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from review.desk.marks import Mark, marks_of, paragraphs

TEXT = "Khối họp.\n\nKhối gồm Sở Y tế; Sở Tư pháp."


def pieces(text: str, *marks: Mark) -> list[tuple[str, tuple[str, ...]]]:
    return [(piece.text, piece.facts) for line in paragraphs(text, marks) for piece in line.pieces]


def mark(fact: str, words: str) -> Mark:
    start = TEXT.index(words)
    return Mark(fact=fact, start=start, end=start + len(words))


def test_overlapping_evidence_is_cut_where_either_ends_and_the_shorter_comes_first() -> None:
    assert pieces(TEXT, mark("list", "Sở Y tế; Sở Tư pháp"), mark("one", "Sở Y tế")) == [
        ("Khối họp.", ()),
        ("Khối gồm ", ()),
        ("Sở Y tế", ("one", "list")),
        ("; Sở Tư pháp", ("list",)),
        (".", ()),
    ]


def test_evidence_over_a_line_break_marks_both_lines() -> None:
    found = pieces(TEXT, Mark(fact="f", start=5, end=TEXT.index("gồm")))
    assert [text for text, facts in found if facts] == ["họp.", "Khối "]


def test_a_paragraph_knows_what_it_is() -> None:
    blocks = [{"start": 0, "end": 9, "kind": "lead"}]
    assert [line.kind for line in paragraphs(TEXT, [], blocks)] == ["lead", ""]


def test_the_place_where_a_judged_quote_was_found_is_marked_too() -> None:
    fact = {"key": "f", "start": 0, "end": 4, "state": "confirmed"}
    spans = {"f": [{"start": 11, "end": 15}]}
    assert [(m.start, m.end) for m in marks_of([fact], spans, TEXT)] == [(0, 4), (11, 15)]
    assert [(m.start, m.end) for m in marks_of([{**fact, "state": "unreviewed"}], spans, TEXT)] == [(11, 15)]


@given(
    st.text(alphabet="ađ \n<&\u0301", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=8),
)
def test_the_pieces_are_the_text(text: str, stretches: list[tuple[int, int]]) -> None:
    marks = [Mark(fact=str(n), start=start, end=start + length) for n, (start, length) in enumerate(stretches)]
    lines = paragraphs(text, marks)
    assert ["".join(piece.text for piece in line.pieces) for line in lines] == [
        line for line in text.split("\n") if re.search(r"\S", line)
    ]
    for line in lines:
        for piece in line.pieces:
            assert text[piece.start : piece.start + len(piece.text)] == piece.text
            for fact in piece.facts:
                assert marks[int(fact)].start <= piece.start < marks[int(fact)].end
