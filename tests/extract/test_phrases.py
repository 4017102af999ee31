"""Every entry of lexicon/page_frame.yml matches its examples and none of its counter-examples."""

import pytest

from extract.folding import fold
from extract.lines import Line
from extract.phrases import sections

INLINE = {"frame_inline", "dateline_inside"}
WHOLE = {"dateline_extra"}
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
