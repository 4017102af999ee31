"""Whether two ways of naming a unit in one article mean one."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.reading import Mark
from nlp.spans.places import Place

# Who runs a body stands for it: "Ban Thường trực Ủy ban MTTQ quận Lê Chân".
_BOARD = re.compile(
    r"^Cơ quan (?=Sở |Văn phòng |Tỉnh đoàn|Thanh tra |Hội |Liên đoàn |Ủy ban |Cục |Chi cục |Bảo hiểm )"
    r"|^(?:Ban )?(?:Thường trực|Thường vụ|Chấp hành|Giám đốc|Giám hiệu|Lãnh đạo)"
    r" (?=Ủy|Hội |Công|Liên|Trường|Đoàn|Bệnh)",
    re.IGNORECASE,
)
_COMMITTEE = "ủy ban nhân dân"
_CONNECTIVES = re.compile(r"(?: -|,| và| &)(?= )")
_LEVEL = re.compile(r"^(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu) ")
_TAIL = re.compile(r" (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|tp|việt nam|(?:tỉnh|thành|huyện|quận|thị) ủy)$")
_SCHOOL = re.compile(r"^trường (?:trung học cơ sở|trung học phổ thông|tiểu học|mầm non|mẫu giáo|cao đẳng|đại học) ")
# "Mặt trận phường A", "MTTQ phường A": its committee.
_FRONT = re.compile(r"^(?:Ủy ban )?Mặt trận(?: Tổ quốc)?(?: Việt Nam)?$", re.IGNORECASE)
# Companies, banks, schools and centres are also called by the end of their names.
_CALLED_BY_END = frozenset({"ngân", "công", "trường", "tập", "tổng", "trung"})

_LEGAL_FORMS = {"TNHH": "trách nhiệm hữu hạn", "MTV": "một thành viên", " CP ": " cổ phần "}
_LEGAL_TAIL = re.compile(r"(?: -)? trách nhiệm hữu hạn(?: một thành viên)?$")
_OF_LEVEL = (" tỉnh", " thành phố", " huyện", " quận", " thị xã", " Tỉnh ủy", " Thành ủy", " Huyện ủy", " Quận ủy")

NameAndPlace = tuple[str, str | None]
_CACHE = 4096  # an article compares each of its names with every other


def unit_of(mark: Mark) -> NameAndPlace:
    """The name and the place of the unit behind an item: a unit, or a territory that is a member itself."""
    if mark.label == "place":
        place: Place = mark.value
        return place.full, None
    name, where = _without_board(mark.value.name), mark.value.place
    if where and name.endswith("Hợp tác xã"):
        return f"{name} {where}", None  # alone the name would read as a body of a commune ("… xã")
    return name, where


@lru_cache(_CACHE)
def _bare_place(name: str) -> str:
    """A territory without the word for its level."""
    return _LEVEL.sub("", name)


@lru_cache(_CACHE)
def _without_board(name: str) -> str:
    return _BOARD.sub("", name)


def names_one(unit: Mark) -> bool:
    """Whether a unit's name tells which it is; of "Công an tỉnh", "Ban Dân vận Tỉnh ủy" a province has one."""
    return not unit.value.bare or unit.value.name.endswith(_OF_LEVEL)


def same_unit(one: NameAndPlace, two: NameAndPlace) -> bool:
    """Whether two names mean one unit: a place, a level word or a dash more or less; a territory and its committee."""
    if _hints(one).isdisjoint(_hints(two)):
        return False
    return _written_apart(one, two) or _written_alike(one, two)


@lru_cache(_CACHE)
def _hints(unit: NameAndPlace) -> frozenset[str]:
    """What two ways of naming a unit share one of: the first or the last word of the name, bare or in full, or the
    territory whose committee it is. Most pairs share none, and need no closer look.
    """
    name, place = _plain(unit)
    words = (unit[0].lower().split(" ", 1)[0], name.split(" ", 1)[0], name.rpartition(" ")[2], _bare_place(name))
    of_territory = (place, _bare_place(place)) if place and name == _COMMITTEE else ()
    return frozenset((*words, name, *of_territory))


def _written_apart(one: NameAndPlace, two: NameAndPlace) -> bool:
    """One unit by its level and by its place, or by its number with and without its arm."""
    name, other = one[0].lower(), two[0].lower()
    named = (one[1] is None or two[1] is None) and (  # one of them says where it is by its name, or not at all
        _own_level(one, two) or _own_level(two, one) or _broadcaster(one, two) or _broadcaster(two, one)
    )
    numbered = name[-1:].isdigit() and other[-1:].isdigit() and _numbered_alike(name, other)
    return named or numbered or (name.startswith("trường ") and _one_school(name, other))


def _written_alike(one: NameAndPlace, two: NameAndPlace) -> bool:
    (name, place), (other, elsewhere) = _plain(one), _plain(two)
    where = place or elsewhere
    if _COMMITTEE in (name, other) and name != other and where and {where, _bare_place(where)} & {name, other}:
        return True
    if not where and name != other and _bare_place(name) == _bare_place(other) and {name, other} & _bare(name, other):
        return True
    if place and elsewhere and not _same_place(place, elsewhere):
        return False
    if name == other:
        own = len(name.split()) > 2 or name.startswith("sở") or name in ("tỉnh đoàn", "tỉnh ủy")
        return own or bool(place) == bool(elsewhere)
    short, long = sorted((name, other), key=len)
    if where and long in (f"{short} {where}", f"{short} {_bare_place(where)}"):
        return True
    return len(short.split()) >= 3 and long.endswith(f" {short}") and long.split(" ")[0] in _CALLED_BY_END


def _own_level(one: NameAndPlace, two: NameAndPlace) -> bool:
    """ "Thuế tỉnh" is "Thuế" of "tỉnh Quảng Ninh" in an article of that province."""
    level = one[0].rpartition(" ")[2]
    return one[1] is None and two[1] is not None and one[0] == f"{two[0]} {level}" and two[1].startswith(f"{level} ")


def _broadcaster(one: NameAndPlace, two: NameAndPlace) -> bool:
    """ "các Đài Hà Nam, Hưng Yên": the "Đài Phát thanh và Truyền hình" of Hà Nam, named in full elsewhere."""
    name, full = one[0].lower(), " ".join(filter(None, two)).lower()
    if one[1] is not None or not name.startswith("đài ") or not full.startswith("đài phát thanh"):
        return False
    return not name.startswith("đài phát thanh") and full.endswith(name.removeprefix("đài"))


def _one_school(name: str, other: str) -> bool:
    """ "trường Bạch Liêu" is "Trường Trung học cơ sở Bạch Liêu"."""
    short, long = sorted((name, other), key=len)
    return short.startswith("trường ") and short != long and _SCHOOL.sub("trường ", long) == short


def _numbered_alike(name: str, other: str) -> bool:
    """ "Lữ đoàn 414" is "Lữ đoàn Công binh 414"."""
    short, long = sorted((name.split(), other.split()), key=len)
    if len(short) != 3 or len(long) <= 3 or not short[-1].isdigit() or short[1] not in ("đoàn", "đội"):
        return False
    return short[-1] == long[-1] and short[:2] == long[:2]


def _bare(name: str, other: str) -> set[str]:
    """The two names without the levels before them: "Bến Tre" is one of them, "tỉnh Bến Tre" is not."""
    return {_bare_place(name), _bare_place(other)}


def _same_place(one: str, two: str) -> bool:
    """With the level or without it; but "huyện Cao Lãnh" and "thành phố Cao Lãnh" are two."""
    bare, other = _bare_place(one), _bare_place(two)
    return bare == other and (one in (two, bare) or two == other)


@lru_cache(_CACHE)
def _plain(unit: NameAndPlace) -> NameAndPlace:
    name, place = unit
    if name.startswith("Chi nhánh "):
        name = f"{_TAIL.sub('', name.removeprefix('Chi nhánh '))} chi nhánh"  # "Chi nhánh Ngân hàng Nhà nước tỉnh"
    if place:
        name = _FRONT.sub("ủy ban mặt trận tổ quốc", name)
    for short, form in _LEGAL_FORMS.items():
        name = name.replace(short, form)
    bare = _LEGAL_TAIL.sub("", name.lower())  # "Tổng Công ty Cấp nước Sài Gòn | TNHH MTV"
    return _TAIL.sub("", _CONNECTIVES.sub("", bare)), place.lower() if place else None
