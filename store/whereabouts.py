"""One place under one name, however a source or an article words it: what the search's places and charts count by."""

from __future__ import annotations

from functools import lru_cache

from store.gazetteer import NATIONAL, gazetteer


@lru_cache(maxsize=20_000)
def whereabouts(text: str | None) -> str | None:
    """The place that a wording names; an authority is where it works. What is no place stays as it is.

    >>> [whereabouts(text) for text in ("tỉnh Bến Tre", "Bến Tre", "Công an thành phố Tuy Hòa", "ngành I")]
    ['Bến Tre', 'Bến Tre', 'thành phố Tuy Hòa, Phú Yên', 'ngành I']
    """
    place = gazetteer().place(text)
    if place is None:
        return text
    if place.province is not None:
        return place.label
    area = gazetteer().territory(text)
    return area.label if area is not None and area.province is not None else place.label


@lru_cache(maxsize=20_000)
def is_place(text: str | None) -> bool:
    """Whether a wording, as `whereabouts` gives it, is a place: a body or a branch is none."""
    place = gazetteer().place(text)
    return place is not None and (place.province is not None or place.name == NATIONAL)
