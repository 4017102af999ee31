"""Charts as shapes with numbers, drawn by `templates/charts.html` as accessible SVG: no script, no colour alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from review.formats import day
from review.i18n import Words

Row = Mapping[str, Any]
Link = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A rectangle with what it says; `tone` 0 to 4 is how dark it is, `link` where it leads."""

    x: float
    y: float
    width: float
    height: float
    says: str
    tone: int = 4
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words beside the shapes, or in one when `tone` is `cell`, or `strong` for a dark one.

    anchor: start, middle or end.
    """

    x: float
    y: float
    text: str
    anchor: str = "middle"
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing of `width` by `height`, its title, and one sentence that says what can be seen in it.

    links: where a value of the first column of the numbers leads, for those who cannot point at a shape.
    """

    name: str
    title: str
    summary: str
    width: int
    height: int
    shapes: tuple[Shape, ...]
    texts: tuple[Text, ...]
    links: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[tuple[float, float, float, float], ...] = field(default_factory=tuple)


_WIDTH, _LEFT, _TOP, _TALL = 1120, 44, 12, 150
_LETTER = 7.1  # the width of one in a chart, on the safe side


def months_chart(rows: Sequence[Row], words: Words, *, link: Link | None = None) -> Chart | None:
    """Events by month as columns: the reviewed part dark, the rest light. Nothing for no rows."""
    if not rows:
        return None
    counts = {str(row["month"]): row for row in rows}
    months = list(_months(min(counts), max(counts)))
    step = min(28.0, (_WIDTH - _LEFT - 24) / len(months))
    most = max(int(row["events"]) for row in rows)
    scale = _TALL / most
    shapes: list[Shape] = []
    for number, month in enumerate(months):
        row = counts.get(month)
        if row is not None:
            says = words("chart.month", month=day(f"{month}-01", words.language, "month"), n=row["events"])
            x, wide, to = _LEFT + number * step, max(step - 1.5, 0.8), link(month) if link else None
            for y, tall, tone in _column(row, scale):
                shapes.append(Shape(x=x, y=y, width=wide, height=tall, says=says, tone=tone, link=to))
    width = int(max(_LEFT + len(months) * step + 24, 320))
    peak = max(rows, key=lambda row: int(row["events"]))
    total = sum(int(row["events"]) for row in rows)
    when = day(f"{peak['month']}-01", words.language, "month")
    return Chart(
        name="events-by-month",
        title=words("chart.events_by_month"),
        summary=words("chart.months_summary", total=total, peak=when, most=most),
        width=width,
        height=_TALL + _TOP + 26,
        shapes=tuple(shapes),
        texts=(*_years(months, step), *_scale(most, scale)),
        links={month: link(month) for month in counts} if link else {},
        lines=((_LEFT, _TOP + _TALL, width, _TOP + _TALL),),
    )


def _months(first: str, last: str) -> Iterator[str]:
    year, month = int(first[:4]), int(first[5:7])
    while f"{year:04}-{month:02}" <= last:
        yield f"{year:04}-{month:02}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _column(row: Row, scale: float) -> Iterator[tuple[float, float, int]]:
    """The parts of a column from the top: where each begins, how tall it is, how dark."""
    events, reviewed = int(row["events"]) * scale, int(row["reviewed"] or 0) * scale
    yield _TOP + _TALL - events, events - reviewed, 2
    if reviewed:
        yield _TOP + _TALL - reviewed, reviewed, 4


def _years(months: Sequence[str], step: float) -> Iterator[Text]:
    """A year's number under its first month, as often as there is room."""
    firsts = [(number, month[:4]) for number, month in enumerate(months) if month.endswith("-01") or number == 0]
    if len(firsts) > 1 and firsts[1][0] * step < 44:
        firsts = firsts[1:]
    every = max(1, math.ceil(44 / (12 * step)))
    for number, year in firsts[::every]:
        yield Text(x=_LEFT + number * step, y=_TOP + _TALL + 18, text=year, anchor="start")


def _scale(most: int, scale: float) -> Iterator[Text]:
    for value in sorted({most, most // 2} - {0}):
        yield Text(x=_LEFT - 8, y=_TOP + _TALL - value * scale + 5, text=str(value), anchor="end")


def heat_chart(
    name: str, rows: Sequence[Row], words: Words, *, axes: tuple[str, str], link: Link | None = None
) -> Chart | None:
    """Lines by years, each field the darker the more there is; its number stands in it.

    axes: the columns that name a line and that hold a field's number; `year` is the third.
    """
    (line, value), column = axes, "year"
    lines = list(dict.fromkeys(str(row[line]) for row in rows))
    known = sorted({str(row[column]) for row in rows if row[column]})
    if not lines or not known:
        return None
    years = [str(year) for year in range(int(known[0]), int(known[-1]) + 1)][-24:]
    most = max(int(row[value]) for row in rows)
    left = _room(lines, 40)
    wide, tall = max(26.0, min(64.0, (_WIDTH - left) / len(years))), 26
    shapes, texts = [], []
    for row in rows:
        if str(row[column]) in years:
            x, y = left + years.index(str(row[column])) * wide, 26 + lines.index(str(row[line])) * tall
            label = str(row[line]) or words("value.unknown")
            says = words("chart.cell", line=label, year=row[column], n=row[value])
            tone = 1 + min(3, 4 * (int(row[value]) - 1) // most)
            to = link(label) if link else None
            shapes.append(Shape(x=x, y=y, width=wide - 2, height=tall - 2, says=says, tone=tone, link=to))
            texts.append(
                Text(x=x + wide / 2 - 1, y=y + 17, text=str(row[value]), tone="strong" if tone > 2 else "cell")
            )
    texts += [Text(x=left + n * wide + wide / 2, y=16, text=year) for n, year in enumerate(years)]
    for number, each in enumerate(lines):
        text = _short(each or words("value.unknown"), 40)
        texts.append(Text(x=left - 10, y=26 + number * tall + 17, text=text, anchor="end"))
    return Chart(
        name=name,
        title=words(f"chart.{name.replace('-', '_')}"),
        summary=words("chart.heat_summary", lines=len(lines), first=years[0], last=years[-1]),
        width=int(left + len(years) * wide + 4),
        height=int(30 + len(lines) * tall),
        shapes=tuple(shapes),
        texts=tuple(texts),
        links={each: link(each) for each in lines if each} if link else {},
    )


def flags_chart(rows: Sequence[Row], words: Words) -> Chart | None:
    """Units by flags: those won dark, those only proposed light behind them."""
    if not rows:
        return None
    most = max(int(row["won"]) + int(row["proposed"]) for row in rows)
    names = [_unit(row) for row in rows]
    left, tall = _room(names, 50), 26
    scale = (_WIDTH - left - 90) / most
    shapes, texts = [], []
    for number, (row, name) in enumerate(zip(rows, names, strict=True)):
        y = 6 + number * tall
        won, proposed = int(row["won"]), int(row["proposed"])
        says = words("chart.flags", unit=name, won=won, proposed=proposed)
        to = f"/unit/{row['unit']}"
        if won:
            shapes.append(Shape(x=left, y=y, width=won * scale, height=tall - 6, says=says, tone=4, link=to))
        if proposed:
            x = left + won * scale
            shapes.append(Shape(x=x, y=y, width=proposed * scale, height=tall - 6, says=says, tone=1, link=to))
        texts.append(Text(x=left - 10, y=y + 15, text=_short(name, 50), anchor="end"))
        texts.append(
            Text(
                x=left + (won + proposed) * scale + 6,
                y=y + 15,
                text=f"{won or ''} {f'(+{proposed})' if proposed else ''}".strip(),
                anchor="start",
            )
        )
    return Chart(
        name="flags-by-unit",
        title=words("chart.flags_by_unit"),
        summary=words("chart.flags_summary", units=len(rows), best=rows[0]["name"], most=rows[0]["won"]),
        width=_WIDTH,
        height=8 + len(rows) * tall,
        shapes=tuple(shapes),
        texts=tuple(texts),
        links={str(row["unit"]): f"/unit/{row['unit']}" for row in rows},
    )


def _unit(row: Row) -> str:
    """A unit's name, with its place unless the name has it."""
    beside = row["place"] and row["place"] not in row["name"]
    return f"{row['name']}, {row['place']}" if beside else str(row["name"])


def _room(labels: Sequence[str], most: int) -> int:
    """How wide the labels at the left are, those longer than `most` cut short."""
    return 24 + round(_LETTER * min(most, max(len(label) for label in labels)))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
