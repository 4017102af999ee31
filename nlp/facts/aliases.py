"""Members by their short names: where awards are told of, "Cát Tiên" is "Vườn quốc gia Cát Tiên".

The list of members names a unit in full, or under a head that it shares; later sentences use its own words alone, or
the abbreviation that stood in a bracket behind it. No grammar of names can see these; the list can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nlp.facts.context import Scene
from nlp.reading import Mark, Reading, Sentence

_COVERING = ("unit", "place", "person", "office", "bloc", "award", "role", "group", "count", "document")
_LEVEL = re.compile(r"^(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu) ")
_LONGEST_SHORT = 4


def mark_aliases(scene: Scene, members: Iterable[Mark]) -> None:
    """Add marks `unit` for members named by their short names in the sentences that tell of awards or roles."""
    reading = scene.reading
    names = _names(reading, [*members, *(unit for unit in reading.of("unit") if unit.value.place)])
    if not names:
        return
    begun = [reading.sentence_of(i) for i in _beginning(reading, names)]
    told = {reading.sentence_of(mark.first) for label in ("award", "role") for mark in reading.of(label)}
    for sentence in dict.fromkeys(begun):
        if sentence in told and _mark(reading, sentence, names):
            scene.redraw(sentence)


def _beginning(reading: Reading, names: Iterable[tuple[str, ...]]) -> list[int]:
    """The tokens in capitals at which the first two words of a short name stand."""
    tokens, begins = reading.tokens, {words[:2] for words in names}
    firsts = tokens.where({first for first, _ in begins})
    return [i for i in firsts if tokens.shapes[i] in "XA" and tuple(tokens.lower[i : i + 2]) in begins]


def _names(reading: Reading, members: Iterable[Mark]) -> dict[tuple[str, ...], Mark]:
    """Short names and whose they are; one that two members share is nobody's."""
    out: dict[tuple[str, ...], Mark | None] = {}
    for mark in members:
        if mark.label != "unit":
            continue
        for words in _short(reading, mark):
            if len(words) > 1:
                out[words] = mark if words not in out or _one(out[words], mark) else None
    return {words: mark for words, mark in out.items() if mark is not None and not _of_territory(mark, words)}


def _of_territory(mark: Mark, words: tuple[str, ...]) -> bool:
    """A territory's name alone is the territory, and not its committee."""
    return mark.value.name == "Ủy ban nhân dân" and (mark.value.place or "").lower().endswith(" ".join(words))


def _short(reading: Reading, mark: Mark) -> Iterator[tuple[str, ...]]:
    """How a member may be named again: as in the list, without the head it shares, by its abbreviation."""
    own = tuple(reading.tokens.lower[mark.first : mark.last])
    if ":" in own:
        own = own[len(own) - own[::-1].index(":") :]
    yield own
    head, place = mark.value.head, mark.value.place
    if place:
        yield tuple(_LEVEL.sub("", place.lower()).split(" "))
    elif head is not None:
        words = tuple(head.name.lower().split())
        rest = own[len(words) :]
        if own[: len(words)] == words and reading.tokens.shapes[mark.last - len(rest) : mark.last].strip("XA9") == "":
            yield rest
    if reading.tokens.lower[mark.last : mark.last + 1] == ["("]:
        yield _in_bracket(reading, mark.last)


def _one(known: Mark | None, mark: Mark) -> bool:
    return known is not None and known.value.name == mark.value.name


def _in_bracket(reading: Reading, i: int) -> tuple[str, ...]:
    """The abbreviation in the bracket that opens after a name: "Phòng Cảnh sát giao thông (PC08)"."""
    tokens = reading.tokens
    if i + 2 >= len(tokens.lower):
        return ()
    close = next(
        (j for j in range(i + 1, min(len(tokens.lower), i + 2 + _LONGEST_SHORT)) if tokens.lower[j] == ")"), None
    )
    if close is None or tokens.shapes[i + 1] not in "XA" or any(shape == "x" for shape in tokens.shapes[i + 1 : close]):
        return ()
    return tuple(tokens.lower[i + 1 : close])


def _mark(reading: Reading, sentence: Sentence, names: dict[tuple[str, ...], Mark]) -> bool:
    tokens = reading.tokens
    covers = [m for label in _COVERING for m in reading.within(label, sentence.first, sentence.last)]
    longest = max(len(words) for words in names)
    firsts = {words[0] for words in names}
    found = False
    i = sentence.first
    while i < sentence.last:
        last = i
        if tokens.shapes[i] in "XA" and tokens.lower[i] in firsts:
            ends = range(min(sentence.last, i + longest), i + 1, -1)
            last = next((j for j in ends if tuple(tokens.lower[i:j]) in names and _free(covers, i, j)), i)
        if last > i:
            reading.add(Mark(i, last, "unit", names[tuple(tokens.lower[i:last])].value, "unit.short_name"))
            found = True
        i = max(last, i + 1)
    return found


def _free(covers: list[Mark], first: int, last: int) -> bool:
    """Whether no mark stands here, or only one that saw the beginning of this longer name ("BIDV | Từ Sơn")."""
    over = [m for m in covers if m.first < last and m.last > first]
    return all(m.label in ("unit", "place") and m.first >= first and m.last <= last for m in over) and not any(
        m.first == first and m.last == last for m in over
    )
