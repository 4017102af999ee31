"""Every entry of lexicon/page_frame.yml matches its examples and none of its counter-examples."""

from time import process_time

import pytest

from extract.folding import fold
from extract.glue import parts
from extract.lines import Line
from extract.phrases import sections

INLINE = {"frame_inline", "dateline_inside"}
WHOLE = {"dateline_extra"}
TAIL = "Nguyễn Văn An " * 60 + "12/3/2020"
ENTRIES = [(name, phrase) for name, section in sections().items() for phrase in section.phrases]


def looked_up(section, text):
    """What the code looks the phrase up in: a line without its bullet, a stretch in lower case, or the folded words."""
    if section in INLINE:
        return text.lower()
    return fold(text) if section in WHOLE else Line(start=0, end=len(text), raw=text).bare


@pytest.mark.parametrize(("section", "phrase"), ENTRIES, ids=[f"{name}: {phrase.name}" for name, phrase in ENTRIES])
def test_examples_and_counter_examples(section, phrase):
    assert phrase.examples
    assert phrase.counter_examples
    for example in phrase.examples:
        assert phrase.pattern.search(looked_up(section, example)), f"{example!r} should match"
        assert not phrase.needs or any(word in example.lower() for word in phrase.needs), f"{example!r} needs a word"
    for example in phrase.counter_examples:
        assert not phrase.pattern.search(looked_up(section, example)), f"{example!r} should not match"


NASTY = [
    unit * (400 // len(unit))
    for unit in ("a", "1", "a ", "1 ", ". ", "- ", "/a", ":", "(", "| ", "trang ", "in ", "A. ", "a, ")
]


@pytest.mark.parametrize(
    "start", ["", "http://", "/", "c:\\", "1. ", "xem thêm: ", "ngày ", "cập nhật ", "tin: ", "giấy phép "]
)
def test_no_pattern_runs_away(start):
    for text in NASTY:
        for section, phrase in ENTRIES:
            started = process_time()
            phrase.pattern.search(start + text + "\x00")
            assert process_time() - started < 0.25, f"{section}: {phrase.name} on {start}{text[:9]}…"


def test_no_glued_line_runs_away():
    for text in NASTY:
        for repeated in (text, f"{text}. {text}", f"{TAIL} {text}"):
            started = process_time()
            parts(Line(start=0, end=len(repeated), raw=repeated))
            assert process_time() - started < 0.5, repeated[:20]
