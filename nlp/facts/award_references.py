"""Recipients that are told of by what they hold or how many they are: "các hội hạng nhì", "hai đơn vị này"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from nlp.facts.recipient_lists import Chunk
from nlp.reading import Mark
from records import AwardForm

_THESE = re.compile(r"N\d+ (?:này|trên|nói trên|kể trên|ấy|vừa nêu)(?!\S)")
_REFERS = re.compile(r"(?<!\S)(?:các|những|hai|ba) [^\W\d_]+(?: đạt| xếp| được)? $")
RANKS = frozenset({AwardForm.RANK, AwardForm.LEAD_UNIT, AwardForm.PRIZE})


class Given(NamedTuple):
    """An award with its recipients, where it stands in the sketch, and the rule that joined them."""

    award: Mark
    start: int
    end: int
    recipients: tuple[Mark, ...]
    rule: str


def counted_ranks(text: str, row: list[Chunk], earlier: Sequence[Given]) -> list[Chunk]:
    """The row with "hai trường xếp thứ Nhì và thứ Ba" as one list: those who hold these ranks."""
    out: list[Chunk] = []
    opens = next((i for i, chunk in enumerate(row) if chunk.items), 0)
    for chunk in [_the_same(text, chunk, earlier) for chunk in row[: opens + 1]] + row[opens + 1 :]:
        award, last = chunk.award, out[-1] if out else None
        held = holders(earlier, award) if award is not None and award.value.form in RANKS else ()
        between = text[last.end : chunk.start].strip() if last else ""
        begins = last is not None and bool(last.items) and between in ("", "đạt", "xếp") and unnamed(last)
        goes_on = last is not None and last.merged and between in ("và", ",")
        if held and last is not None and (begins or goes_on):
            out[-1] = Chunk(last.start, chunk.end, items=(*(last.items if last.merged else ()), *held), merged=True)
        else:
            out.append(chunk)
    return out


def _the_same(text: str, chunk: Chunk, earlier: Sequence[Given]) -> Chunk:
    """ "Ba đơn vị này được đề nghị …": as many as the sentences before named last."""
    if len(chunk.items) != 1 or chunk.items[0].label != "count" or not _THESE.match(text[chunk.start :]):
        return chunk
    named = list(dict.fromkeys(mark for known in reversed(earlier) for mark in reversed(known.recipients)))
    number = chunk.items[0].value.count
    return Chunk(chunk.start, chunk.end, items=tuple(reversed(named[:number]))) if len(named) >= number else chunk


def these(text: str, recipients: tuple[Mark, ...], row: list[Chunk], out: list[Given]) -> tuple[Mark, ...]:
    """ "… hạng nhì: U, hạng ba: V, hai đơn vị này được đề nghị tặng A": those named last in the same sentence."""
    if len(recipients) != 1 or recipients[0].label != "count":
        return ()
    chunk = next((c for c in row if c.items == recipients), None)
    if chunk is None or not _THESE.match(text[chunk.start :]):
        return ()
    named = list(dict.fromkeys(mark for known in reversed(out) for mark in reversed(known.recipients)))
    number = recipients[0].value.count
    return tuple(reversed(named[:number])) if len(named) >= number else ()


def refers(text: str, row: list[Chunk], i: int) -> bool:
    """ "các hội hạng nhì, hạng ba được đề nghị tặng …": a rank that stands for those who hold it."""
    award = row[i].award
    if award is None or award.value.form not in (AwardForm.RANK, AwardForm.LEAD_UNIT):
        return False
    if _REFERS.search(text[: row[i].start]):
        return True
    follows = i > 0 and text[row[i - 1].end : row[i].start].strip() in (",", "và")
    return follows and row[i - 1].award is None and text[row[i - 1].start] == "A"


def holders(out: Sequence[Given], award: Mark) -> tuple[Mark, ...]:
    """Who holds a rank, as told so far."""
    return tuple(m for known in out if known.award.value.title == award.value.title for m in known.recipients)


def one_each(text: str, out: list[Given]) -> list[Given]:
    """ "U và V xếp thứ nhì, thứ ba": as many ranks as holders are one each, in their order."""
    for i, first in enumerate(out):
        run = [first]
        while (
            i + len(run) < len(out)
            and out[i + len(run)].award.value.form is AwardForm.RANK
            and out[i + len(run)].recipients == first.recipients
            and text[run[-1].end : out[i + len(run)].start].strip() in (",", "và")
        ):
            run.append(out[i + len(run)])
        if first.award.value.form is AwardForm.RANK and 1 < len(run) == len(first.recipients):
            out[i : i + len(run)] = [
                known._replace(recipients=(who,)) for known, who in zip(run, first.recipients, strict=True)
            ]
    return out


def unnamed(chunk: Chunk) -> bool:
    """A count or a rest proposes nothing: "các đơn vị còn lại đề nghị tặng Bằng khen" is said of whom it is for."""
    return all(mark.label in ("group", "count") for mark in chunk.items)
