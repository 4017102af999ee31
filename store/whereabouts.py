"""One place under one name, however a source or an article words it: what the search's places and charts count by."""

from __future__ import annotations

from functools import lru_cache

from store.gazetteer import NATIONAL, Place, gazetteer


@lru_cache(maxsize=20_000)
def whereabouts(text: str | None) -> str | None:
    """The place that a wording names; an authority is where it works. What is no place stays as it is.

    >>> [whereabouts(text) for text in ("tỉnh Bến Tre", "Bến Tre", "Tuy Hòa, tỉnh Phú Yên", "ngành I")]
    ['Bến Tre', 'Bến Tre', 'Tuy Hòa, Phú Yên', 'ngành I']
    >>> [whereabouts(f"Công an thành phố Tuy Hòa{more}") for more in ("", ", Phú Yên")]
    ['thành phố Tuy Hòa, Phú Yên', 'thành phố Tuy Hòa, Phú Yên']
    """
    place = gazetteer().place(text)
    if place is None:
        return text
    if not _is_body(place):
        return place.label
    area = gazetteer().territory(text)
    return area.label if area is not None and area.province is not None else place.label


@lru_cache(maxsize=20_000)
def is_place(text: str | None) -> bool:
    """Whether a wording is a place: a body, with or without its place behind it, or a branch is none."""
    place = gazetteer().place(text)
    if place is None or _is_body(place):
        return False
    return place.province is not None or place.name == NATIONAL


def _is_body(place: Place) -> bool:
    """A name that ends in a place but does not begin with its level: "Công an thành phố Tuy Hòa"."""
    words = gazetteer()
    return not words.is_on_map(place) and words.split(place.name)[1] is not None
