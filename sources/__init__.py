"""Definitions of portals: one YAML file a source, families for what their systems share.

>>> from sources import load
>>> sources = load(["registry/sources"])  # doctest: +SKIP
"""

from sources.errors import Problem, SourceError
from sources.families import Family, load_families
from sources.loading import load, load_usable, read_source
from sources.model import (
    Expectations,
    ListingSelectors,
    Owner,
    Paging,
    PagingKind,
    Politeness,
    QuietHours,
    Revisits,
    Selector,
    Selectors,
    Source,
    StartKind,
    StartPoint,
    Status,
    Twin,
)

__all__ = [
    "Expectations",
    "Family",
    "ListingSelectors",
    "Owner",
    "Paging",
    "PagingKind",
    "Politeness",
    "Problem",
    "QuietHours",
    "Revisits",
    "Selector",
    "Selectors",
    "Source",
    "SourceError",
    "StartKind",
    "StartPoint",
    "Status",
    "Twin",
    "load",
    "load_families",
    "load_usable",
    "read_source",
]
