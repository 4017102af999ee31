"""The figures over a corpus: per kind with intervals, attributes, calibration by band of confidence."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from thidua.evaluation.corpus import Case
from thidua.evaluation.matching import Comparison, Count, Error, Judged, compare

ALL = "ALL"
BANDS = (0.9, 0.8, 0.7, 0.5, 0.0)
_RESAMPLES = 1000
_SEED = 20250701  # any fixed number: the same corpus and records give the same interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of one kind of fact. low and high: the 95 % interval of F1 when the articles are drawn again with replacement."""

    tp: int
    fp: int
    fn: int
    low: float
    high: float

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 when nothing was found."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 when nothing is there."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return f1(self.tp, self.fp, self.fn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The facts whose confidence lies in [low, high), and how many of them are right."""

    low: float
    high: float
    right: int
    of: int

    @property
    def share(self) -> float | None:
        """The share that is right."""
        return self.right / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval of that share."""
        return wilson(self.right, self.of) if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Everything that `thidua evaluate` prints."""

    articles: int
    kinds: Mapping[str, Figures]
    attributes: Mapping[str, tuple[int, int]]
    bands: tuple[Band, ...]
    errors: tuple[Error, ...]
    faults: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The figures in the scorer's own form, and what it does not have beside them."""
        figures: dict[str, Any] = {kind: _figures_json(each) for kind, each in self.kinds.items()}
        figures |= {name: {"right": right, "of": of} for name, (right, of) in sorted(self.attributes.items())}
        return {
            "articles": self.articles,
            "faults": list(self.faults),
            "figures": figures,
            "calibration": [_band_json(band) for band in self.bands],
        }


def score(cases: Sequence[Case], records: Mapping[str, Mapping[str, Any]]) -> Score:
    """Records (JSON form) by the stem of their article's source, against the cases of a corpus."""
    comparisons = [compare(case.stem, case.gold, records.get(case.stem)) for case in cases]
    return Score(
        articles=len(cases),
        kinds=_kinds(comparisons),
        attributes=_attributes(comparisons),
        bands=calibrate(judged for comparison in comparisons for judged in comparison.judged),
        errors=tuple(error for comparison in comparisons for error in comparison.errors),
        faults=tuple(fault for comparison in comparisons for fault in comparison.faults),
    )


def f1(tp: int, fp: int, fn: int) -> float:
    """F1; 1 when there was nothing to find and nothing was found."""
    return 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 1.0


def wilson(right: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval of a share, which holds for few cases and for shares near 0 and 1."""
    share, norm = right / of, 1 + z * z / of
    centre = (share + z * z / (2 * of)) / norm
    spread = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / norm
    return max(0.0, centre - spread), min(1.0, centre + spread)


def calibrate(judged: Iterable[Judged], bands: Sequence[float] = BANDS) -> tuple[Band, ...]:
    """How often facts of each band of confidence are right; the top band includes 1."""
    everything = list(judged)
    tops = (1.01, *bands[:-1])
    return tuple(_band(everything, low, high) for low, high in zip(bands, tops, strict=True))


def _band(judged: Sequence[Judged], low: float, high: float) -> Band:
    inside = [each.right for each in judged if low <= each.confidence < high]
    return Band(low=low, high=min(high, 1.0), right=sum(inside), of=len(inside))


def _kinds(comparisons: Sequence[Comparison]) -> dict[str, Figures]:
    """Per kind in the order of their names, then ALL, which leaves relevance out as the contract's scorer does."""
    kinds = sorted({kind for comparison in comparisons for kind in comparison.counts})
    rows = {kind: [comparison.counts.get(kind, Count()) for comparison in comparisons] for kind in kinds}
    whole = [_sum(row[i] for kind, row in rows.items() if kind != "relevant") for i in range(len(comparisons))]
    return {kind: _figures(row) for kind, row in {**rows, ALL: whole}.items()}


def _sum(counts: Iterable[Count]) -> Count:
    listed = list(counts)
    return Count(tp=sum(c.tp for c in listed), fp=sum(c.fp for c in listed), fn=sum(c.fn for c in listed))


def _figures(counts: Sequence[Count]) -> Figures:
    total = _sum(counts)
    low, high = _interval(counts)
    return Figures(tp=total.tp, fp=total.fp, fn=total.fn, low=low, high=high)


def _interval(counts: Sequence[Count]) -> tuple[float, float]:
    """The bootstrap interval: articles are drawn, because the facts of one article stand and fall together."""
    draw = random.Random(_SEED)  # noqa: S311 - resampling, no secret
    values = []
    for _ in range(_RESAMPLES):
        drawn = draw.choices(counts, k=len(counts))
        values.append(f1(sum(c.tp for c in drawn), sum(c.fp for c in drawn), sum(c.fn for c in drawn)))
    values.sort()
    return values[int(0.025 * _RESAMPLES)], values[int(0.975 * _RESAMPLES) - 1]


def _attributes(comparisons: Iterable[Comparison]) -> dict[str, tuple[int, int]]:
    shares: dict[str, tuple[int, int]] = {}
    for comparison in comparisons:
        for name, (right, of) in comparison.attributes.items():
            had, had_of = shares.get(name, (0, 0))
            shares[name] = (had + right, had_of + of)
    return dict(sorted(shares.items()))


def _figures_json(figures: Figures) -> dict[str, Any]:
    return {
        "tp": figures.tp,
        "fp": figures.fp,
        "fn": figures.fn,
        "f1": round(figures.f1, 4),
        "precision": round(figures.precision, 4),
        "recall": round(figures.recall, 4),
        "interval": [round(figures.low, 4), round(figures.high, 4)],
    }


def _band_json(band: Band) -> dict[str, Any]:
    return {"from": band.low, "to": band.high, "right": band.right, "of": band.of, "share": band.share}
