"""Documents: what an article cites with a number, each once."""

from __future__ import annotations

from nlp.reading import Mark, Reading
from records import BlockKind, Document, Grain


def document_facts(reading: Reading) -> list[Document]:
    """The facts, in the order of the text; a second citation may add the day or the issuer."""
    best: dict[str, Mark] = {}
    for mark in reading.of("document"):
        if reading.sentence_of(mark.first).kind is BlockKind.TITLE:
            continue
        key = mark.value.number.lower()
        known = best.get(key)
        if known is None or _said(mark) > _said(known):
            best[key] = mark
    return [_fact(reading, mark) for mark in sorted(best.values())]


def _said(mark: Mark) -> int:
    return sum(part is not None for part in mark.value[1:])


def _fact(reading: Reading, mark: Mark) -> Document:
    cited = mark.value
    day = (
        cited.date.dates(cited.date.year)[0]
        if cited.date and cited.date.year and cited.date.dates(cited.date.year)
        else None
    )
    return Document(
        confidence=0.95 if (cited.kind and "/" in cited.number) or "-" in cited.number else 0.8,
        evidence=(reading.evidence(mark.first, mark.last, "number", "kind", "issuer", "date"),),
        rule=mark.rule,
        number=cited.number,
        kind=cited.kind,
        issuer=cited.issuer,
        date=day,
        grain=Grain.DAY if day else None,
        year_from="stated" if day else None,
    )
