"""Floors: the F1 below which no kind of fact may fall on a corpus, tied to the corpus's hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor
from pathlib import Path

import yaml

from thidua.errors import Refused
from thidua.evaluation.scores import Score

_HEADER = (
    "# The F1 below which no kind of fact may fall on this corpus. Written by `thidua evaluate DIR --write-floors`.\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """corpus: the hash of the articles and gold they were measured on. f1: kind → floor."""

    corpus: str
    f1: Mapping[str, float]


def read_floors(path: Path) -> Floors:
    """The floors of a file. Raises `Refused` when it is not one."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Floors(corpus=str(data["corpus"]), f1={str(kind): float(value) for kind, value in data["f1"].items()})
    except FileNotFoundError as error:
        raise Refused(f"there are no floors at {path}; write them with --write-floors") from error
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused(
            f"{path} is no floors file ({error!r}); it needs `corpus` and `f1`; write it with --write-floors"
        ) from error


def broken(floors: Floors, score: Score, corpus: str) -> list[str]:
    """What does not hold, a sentence each."""
    problems = []
    if floors.corpus != corpus:
        problems.append(
            "the corpus is not the one these floors were measured on; look at the change, then --write-floors"
        )
    for kind, least in floors.f1.items():
        figures = score.kinds.get(kind)
        if figures is None:
            problems.append(f"{kind}: nothing of this kind was scored, the floor is {least:.3f}")
        elif figures.f1 < least:
            problems.append(f"{kind}: F1 {figures.f1:.4f} is under its floor of {least:.3f}")
    return problems


def write_floors(path: Path, score: Score, corpus: str, *, lower: bool) -> None:
    """Write today's figures, rounded down to three places. Raises `Refused` when a floor would sink without `lower`."""
    values = {kind: floor(figures.f1 * 1000) / 1000 for kind, figures in score.kinds.items()}
    if path.exists() and not lower:
        old = read_floors(path).f1
        if sunk := [
            f"{kind} {old[kind]:.3f} → {values.get(kind, 0):.3f}" for kind in old if values.get(kind, 0) < old[kind]
        ]:
            raise Refused(f"these floors would sink: {', '.join(sunk)}; find out why, or add --lower to accept it")
    path.write_text(_HEADER + yaml.safe_dump({"corpus": corpus, "f1": values}, sort_keys=False), encoding="utf-8")
