"""Lists of recipients in a sketch: where one begins, which items are of it, and where a clause of its own follows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.reading import Mark
from nlp.sketch import Sketch
from nlp.word_sets import word_set

_SEPARATORS = frozenset({",", ";", "và", "cùng", "&", "với"})
# Words inside a list that are no names: "cho đồng chí P, tập thể U và các cá nhân".
_FILLERS = word_set(
    "các tập thể đơn vị cá nhân đồng chí hai ba bốn năm đội ông bà gồm lãnh đạo hộ gia đình công nhân như",
    "anh chị thuộc của nhóm cho và cô thầy tỉnh thành phố thân tân những cán bộ tại là trong đó có cùng",
    "sở ngành em",
)
_AFTER_COUNT = re.compile(
    r"(?:được|có|đã|nhận|là|và|cho|vì|trong|do|tại|theo|với|đạt|để|về|nhân|đoạt|giành|xếp|vinh|sẽ|cùng|đề|tặng|[A-Z]\d+|\W.*)$"
)
_OWNED = word_set("của thuộc tại ở trên")
_TRADE = re.compile(
    r"(?:,|-) (?:là )?(?:công nhân|nhân viên|cán bộ|giáo viên|chuyên viên|kế toán|thợ|bác sĩ|y sĩ|điều dưỡng|kỹ sư"
    r"|lái xe|bảo vệ|hội viên|nông dân|chiến sĩ|quản đốc|tổ trưởng|học sinh|sinh viên|người lao động)"
    r"(?: [^\s,;A-Z]+){0,3} U\d+"
)
_CAUSE = 24
# Whom a unit right after counts among its own: "4 cán bộ Liên minh Hợp tác xã tỉnh".
_PEOPLE = ("cán bộ", "công chức", "nhân viên", "giáo viên", "chiến sĩ", "hội viên", "đoàn viên", "cá nhân", "công nhân")
_ITEM = re.compile(r"[UPNGL]\d+$")
_THESE = (["này"], ["trên"], ["ấy"])  # "hạng ba: U, hai đơn vị này được …": those before it, and no further item
# After an item: a clause of its own begins, and the list ended before it.
_CLAUSE = re.compile(
    r"(?:được|nhận|đạt(?! thành tích| kết quả| nhiều)|đoạt|giành|xếp|vinh|trao|là|đứng|A\d+"
    r"|đã(?! (?:có|đạt|lập) (?:nhiều )?thành tích))(?: |$)"
)
# After an item that a semicolon parts from the one before: the next, the end, "và 8 cá nhân", or the next award.
_GOES_ON = re.compile(r"(?:;|\.|$|và (?:trao|tặng)(?!\S)|và N\d+ (?:\.|;|$)|\( [^()]* \) (?:;|\.|$))")
_SYMBOL = re.compile(r"[A-Z]\d+$")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of a sketch: an award (`award`), or a list of recipients (`items`).

    merged: the items stand for ranks that refer back to them.
    """

    start: int
    end: int
    award: Mark | None = None
    items: tuple[Mark, ...] = ()
    merged: bool = False


def chunks(sketch: Sketch) -> list[Chunk]:
    """The awards and the lists of a sentence, from left to right."""
    pieces = sketch.text.split(" ")
    offsets, place = [], 0
    for piece in pieces:
        offsets.append(place)
        place += len(piece) + 1
    out: list[Chunk] = []
    i = 0
    while i < len(pieces):
        piece = pieces[i]
        if piece[:1] == "A" and piece[1:].isdigit():
            out.append(Chunk(offsets[i], offsets[i] + len(piece), award=sketch.mark(piece)))
            i += 1
        elif _ITEM.match(piece):
            items, last = _list(sketch, pieces, i)
            named = _counts_names(sketch, pieces, i)
            out.append(Chunk(offsets[i], offsets[last - 1] + len(pieces[last - 1]), items=tuple(items), merged=named))
            i = last
        else:
            i += 1
    return out


def _list(sketch: Sketch, pieces: list[str], i: int) -> tuple[list[Mark], int]:
    """The items of the list that begins at piece i, and the piece after it."""
    items: list[Mark] = []
    end = i
    while i < len(pieces) and _ITEM.match(pieces[i]):
        mark, first = _part_of(sketch.mark(pieces[i]), pieces, i), i
        i = _past_apposition(pieces, i + 1, counted=mark.label in ("count", "group"))
        i = _past_trade(pieces, i) if mark.label == "person" else i
        inside, i = _bracket(sketch, pieces, i)
        items.extend(inside if mark.label == "count" and inside else [mark])
        end = i
        if mark.label == "count" and i < len(pieces) and pieces[i][:1] in "UL" and pieces[i][1:].isdigit():
            if _OWNED.isdisjoint(pieces[first:i]) and not mark.value.noun.startswith(_PEOPLE):
                items.pop()
                continue
            end = i = i + 1  # "05 cá nhân của tỉnh Lào Cai": whose they are
        if mark.label == "count" and (further := _named_after_cause(pieces, i)):
            items.pop()
            i = further
            continue
        if (
            mark.label == "count"
            and i < len(pieces)
            and pieces[i] in (":", "là", "gồm")
            and (named := _named(pieces, i + 1))
        ):
            items.pop()
            i = named
            continue
        following = _next_item(pieces, i)
        if following is None or pieces[following + 1 : following + 2] in _THESE:
            break
        i = following
    return items, end


def _part_of(mark: Mark, pieces: list[str], i: int) -> Mark:
    """ "3/7 phường được tặng": three of seven."""
    if mark.label != "count" or i < 2 or pieces[i - 1] != "/" or not pieces[i - 2].isdigit():
        return mark
    return mark._replace(value=replace(mark.value, count=int(pieces[i - 2])))


def _past_trade(pieces: list[str], i: int) -> int:
    """Past what a person does and where: "P, công nhân U"."""
    match = _TRADE.match(" ".join(pieces[i : i + 9]))
    return i + len(match[0].split(" ")) if match else i


def _counts_names(sketch: Sketch, pieces: list[str], i: int) -> bool:
    """ "hai đơn vị A và B": a count right before the names that it counts."""
    follows = i + 1 < len(pieces) and pieces[i + 1][:1] in "UL" and pieces[i + 1][1:].isdigit()
    return follows and sketch.mark(pieces[i]).label == "count"


def _past_apposition(pieces: list[str], i: int, *, counted: bool) -> int:
    """Past the offices of a person ("P, O, O") and what a count counts ("N0 phòng giao dịch")."""
    if counted:
        j = i
        while j < len(pieces) and j < i + 6 and not _AFTER_COUNT.match(pieces[j]):
            j += 1
        if (
            j < len(pieces)
            and pieces[j] == ","
            and j + 1 < len(pieces)
            and pieces[j + 1] in ("cô", "chiến", "đơn", "công", "viên", "ngành", "thầy")
        ):
            return _past_apposition(pieces, j + 1, counted=True)
        return j
    while (
        i + 1 < len(pieces)
        and pieces[i] in (",", "-", "và")
        and pieces[i + 1][:1] == "O"
        and pieces[i + 1][1:].isdigit()
    ):
        i += 2
        while i < len(pieces) and pieces[i][:1] == "U" and pieces[i][1:].isdigit():
            i += 1
        closes = " ".join(pieces[i + 2 : i + 3]) in ("", ".", ";", "/")
        if closes and pieces[i : i + 1] == [","] and re.match(r"U\d+$", " ".join(pieces[i + 1 : i + 2])):
            i += 2  # "Đại đội trưởng Đại đội 7, Lữ đoàn 654": where the office is
    return i


def _bracket(sketch: Sketch, pieces: list[str], i: int) -> tuple[list[Mark], int]:
    """The units of a bracket after an item ("2 đơn vị (U, U)"), and the piece after it; one with an award stays."""
    if i >= len(pieces) or pieces[i] != "(":
        return [], i
    close = next((j for j in range(i + 1, min(len(pieces), i + 30)) if pieces[j] == ")"), None)
    if close is None or any(p[:1] == "A" and p[1:].isdigit() for p in pieces[i:close]):
        return [], i
    return [sketch.mark(p) for p in pieces[i + 1 : close] if p[:1] in "UL" and p[1:].isdigit()], close + 1


def _named(pieces: list[str], i: int) -> int | None:
    """Where the names of "4 đơn vị: L, L" begin."""
    for j in range(i, min(len(pieces), i + 4)):
        if pieces[j][:1] in "ULP" and pieces[j][1:].isdigit():
            return j
        if pieces[j] not in _FILLERS:
            return None
    return None


def _named_after_cause(pieces: list[str], i: int) -> int | None:
    """Where the names begin of "5 tập thể có thành tích xuất sắc … năm 2022, gồm: U, U"."""
    for j in range(i, min(len(pieces) - 1, i + _CAUSE)):
        if pieces[j] in (";", ".", "(") or re.match(r"[AUN]\d", pieces[j]):
            return None
        if pieces[j] == "là" and j > i and re.match(r"[UP]\d", pieces[j + 1]):
            return _named(pieces, j + 1)  # "3 đơn vị dẫn đầu phong trào thi đua của cụm là U, U, U"
        if pieces[j] in ("gồm", ":") and j > i:
            return _named(pieces, j + 1 + (pieces[j + 1] == ":"))
    return None


def _next_item(pieces: list[str], i: int) -> int | None:
    """The next item of the same list, past a separator; none where what follows begins a clause of its own."""
    if i >= len(pieces) or (pieces[i] not in _SEPARATORS and not _SYMBOL.match(pieces[i])):
        return None
    hard = pieces[i] == ";"
    j = i
    while j < len(pieces) and j < i + 8 and (pieces[j] in _SEPARATORS or pieces[j] in _FILLERS or pieces[j] == ":"):
        j += 1
    if j == i or j >= len(pieces) or not _ITEM.match(pieces[j]):
        return None
    if hard or pieces[i] == ",":
        rest = " ".join(pieces[j + 1 : j + 40])
        if hard and not _GOES_ON.match(rest):
            return None
        if _CLAUSE.match(rest):
            return None if not hard and _subject_alone(pieces, i) else j
    return j


def _subject_alone(pieces: list[str], i: int) -> bool:
    """Whether the list before a comma was already given something, so that who follows is a new subject."""
    before = " ".join(pieces[max(0, i - 30) : i]).rpartition(" ; ")[2]
    if re.search(r"(?:^| )A\d+ [^A]*?(?:cho|tặng|là|:|thuộc về) [^A]*$", before):
        return True
    return re.search(r"A\d+(?: [a-zà-ỹ]+)* ?$", before) is not None
