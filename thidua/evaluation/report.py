"""The score as people read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from thidua.evaluation.matching import Error
from thidua.evaluation.scores import Band, Figures, Score
from thidua.output import result, table


def print_report(score: Score, corpus: str, *, with_errors: bool) -> None:
    """Figures per kind, attributes, calibration, errors by rule, breaks of the contract."""
    _print_kinds(score.kinds)
    if score.attributes:
        result()
        rows = [(name, right, of, f"{right / of:.3f}") for name, (right, of) in score.attributes.items()]
        table(("attribute", "right", "of", "share"), rows)
    if any(band.of for band in score.bands):
        result()
        _print_bands(score.bands)
    if with_errors and score.errors:
        result()
        _print_errors(score.errors)
    for fault in score.faults:
        result(f"CONTRACT {fault}")
    result()
    result(f"{score.articles} articles, {len(score.faults)} breaks of the contract, corpus {corpus[:16]}")


def _print_kinds(kinds: Mapping[str, Figures]) -> None:
    header = ("kind", "precision", "recall", "F1", "95 % interval", "right", "wrong", "missed")
    rows = [
        (kind, f"{f.precision:.3f}", f"{f.recall:.3f}", f"{f.f1:.3f}", f"{f.low:.3f} to {f.high:.3f}", f.tp, f.fp, f.fn)
        for kind, f in kinds.items()
    ]
    table(header, rows)


def _print_bands(bands: Iterable[Band]) -> None:
    rows = []
    for band in bands:
        if band.of and band.interval is not None:
            low, high = band.interval
            share = f"{band.right / band.of:.3f}"
            rows.append((f"{band.low:.1f} to {band.high:.1f}", band.of, band.right, share, f"{low:.3f} to {high:.3f}"))
    table(("confidence", "facts", "right", "share", "95 % interval"), rows)


def _print_errors(errors: Sequence[Error]) -> None:
    """Grouped by the rule that erred, the worst first; what nobody read stands by its kind."""
    groups: dict[str, list[Error]] = defaultdict(list)
    for error in errors:
        groups[error.rule or f"(no rule read it) {error.kind}"].append(error)
    for rule, group in sorted(groups.items(), key=lambda each: (-len(each[1]), each[0])):
        result(f"{rule}: {len(group)}")
        for error in group:
            what = error.what if "." in error.what else f"{error.what} {error.kind}"
            result(f"    {error.article}: {what}: {error.label}")
