"""Sentences in capitals, as titles are: they say nothing about where names begin."""

from __future__ import annotations

from nlp.reading import Reading, Sentence


def shouted(reading: Reading, sentence: Sentence) -> bool:
    """A sentence in capitals says nothing about where names begin."""
    shapes, within = reading.tokens.shapes, (sentence.first, sentence.last)
    loud = shapes.count("A", *within)
    return loud > 5 and loud > 2 * (shapes.count("x", *within) + shapes.count("X", *within))
