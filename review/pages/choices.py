"""What a filter can be: values that the code knows. A wrong one is answered with 400 and what is possible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from records import AwardForm, AwardLevel, EventType, HolderType, LeaderRole, LeaderStatus
from review.refusals import Refused
from store.search import KINDS

AWARD_STATUS = ("proposed", "decided", "conferred")
TERM_STATUS = tuple(LeaderStatus)
VOCABULARY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "type": tuple(EventType),
        "form": tuple(AwardForm),
        "status": AWARD_STATUS,
        "level": tuple(AwardLevel),
        "reviewed": ("yes", "no"),
        "role": tuple(LeaderRole),
        "relevant": ("1", "0"),
        "holder_type": tuple(HolderType),
    }
)
# Names of a data address that narrow nothing.
MANNERS = ("order", "limit", "offset", "excel", "lang")
_DAY = (re.compile(r"\d{4}(-\d{2}(-\d{2})?)?"), "day")
_MONTH = (re.compile(r"\d{4}-\d{2}"), "month")
_SHAPES = MappingProxyType({"since": _DAY, "until": _DAY, "month": _MONTH})


def vocabulary(name: str, of: str) -> tuple[str, ...] | None:
    """The values that the filter `name` of the list `of` can have; None when the registry knows them, not the code."""
    special = {("leaderships", "status"): TERM_STATUS, ("search", "kind"): KINDS}
    return special.get((of, name)) or VOCABULARY.get(name)


def check(filters: Mapping[str, str], of: str) -> None:
    """Raise a 400 for a value that a filter of the list `of`, or of `search`, cannot have."""
    for name, value in filters.items():
        possible = vocabulary(name, of)
        if possible is not None and value not in possible:
            raise Refused("possible", name=name, value=value[:40], possible=", ".join(possible))
        shape, why = _SHAPES.get(name, (None, ""))
        if shape is not None and not shape.fullmatch(value):
            raise Refused(why, name=name, value=value[:40])


def check_names(given: Iterable[str], filters: Iterable[str], *more: str) -> None:
    """Raise a 400 for a name that a data address does not know: a misspelled filter would give the whole list."""
    possible = [*filters, *more]
    for name in given:
        if name not in possible and name not in MANNERS:
            raise Refused("filter", name=name[:40], possible=", ".join(possible))
