"""The spaCy Doc of an article: its tokens give the text back, and every span that was read is a span group's."""

from __future__ import annotations

from records import Article

from .reading import reader

_TEXT = "Sáng 12/12/2024, Khối thi đua số 9  họp.\nSở Y tế làm Khối trưởng; đề nghị tặng Cờ thi đua cho Sở Nội vụ."


def test_a_doc_has_the_spans_that_explain_shows() -> None:
    article = Article(id="t", source="t.txt", text=_TEXT)
    doc = reader().doc(article)
    assert doc.text == _TEXT
    shown = {(span.start_char, span.end_char, label) for label, group in doc.spans.items() for span in group}
    told = {(span.start, span.end, span.label) for span in reader().explain(article).spans}
    assert {"bloc", "unit", "role", "award", "date"} <= {label for _, _, label in told}
    assert told <= shown, "explain adds no span of its own; fact rules may add marks after the pipeline"
