"""Cutting an article where evidence begins and ends loses no letter."""

from hypothesis import given
from hypothesis import strategies as st

from review.highlight import paragraphs


def test_overlapping_marks_are_cut_into_pieces():
    text = "Sở Y tế là Khối trưởng"
    spans = {"a": [{"start": 0, "end": 7}], "b": [{"start": 3, "end": 22}]}
    (only,) = paragraphs(text, [{"start": 0, "end": 22, "kind": "lead"}], spans)
    assert [(piece.text, piece.facts, piece.first) for piece in only.pieces] == [
        ("Sở ", ("a",), ("a",)),
        ("Y tế", ("a", "b"), ("b",)),
        (" là Khối trưởng", ("b",), ()),
    ]


def test_a_mark_over_two_blocks_is_in_both_and_begins_once():
    found = paragraphs(
        "một\nhai",
        [{"start": 0, "end": 3, "kind": "title"}, {"start": 4, "end": 7, "kind": "lead"}],
        {"a": [{"start": 1, "end": 6}]},
    )
    assert [[(piece.text, piece.first) for piece in block.pieces] for block in found] == [
        [("m", ()), ("ột", ("a",))],
        [("ha", ()), ("i", ())],
    ]


texts = st.text(alphabet="aăbđ \n", min_size=1, max_size=60)


@st.composite
def marked(draw):
    text = draw(texts)
    edge = st.integers(0, len(text))
    spans = {}
    for key in draw(st.lists(st.sampled_from("abcd"), max_size=4, unique=True)):
        start, end = sorted((draw(edge), draw(edge)))
        spans[key] = [{"start": start, "end": end}]
    cuts = sorted(draw(st.lists(edge, max_size=6, unique=True)))
    blocks = [{"start": a, "end": b, "kind": "paragraph"} for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return text, blocks, spans


@given(marked())
def test_all_text_is_there_in_order_and_marks_cover_what_they_name(given_text):
    text, blocks, spans = given_text
    pieces = [piece for block in paragraphs(text, blocks, spans) for piece in block.pieces]
    shown = "".join(piece.text for piece in pieces)
    assert "".join(shown.split()) == "".join(text.split())
    for key, ((span,)) in spans.items():
        covered = "".join(piece.text for piece in pieces if key in piece.facts)
        assert "".join(covered.split()) == "".join(text[span["start"] : span["end"]].split())
        assert sum(key in piece.first for piece in pieces) <= 1
