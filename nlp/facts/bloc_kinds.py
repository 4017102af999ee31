"""Of what kind a bloc's members are, as its name or its owner says: "Cụm … Hội Luật gia các tỉnh",
"Cụm các tỉnh Tây Nguyên".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from nlp.facts.blocs import Cluster
from nlp.facts.same_unit import unit_of
from nlp.reading import Mark
from nlp.spans.places import Place
from nlp.spans.units import UnitName
from nlp.vocabulary import Phrases, Vocabulary

_PLURAL = re.compile(r"các|những|\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười")
_NATIONAL = re.compile(r"^(?:Trung ương |Ban Chấp hành Trung ương )?(?P<name>.+?)(?: Trung ương)? Việt Nam$")
_HEADQUARTERS = re.compile(r"^Tổng cục (?P<field>.+)$")
_PROVINCIAL_BODY = re.compile(
    r"^(?P<name>(?:Hội|Công an|Liên đoàn|Ủy ban Mặt trận|Đoàn|Tòa án|Viện kiểm sát).*?)(?: (?:tỉnh|thành phố)\b.*)?$"
)
_NO_BRANCHES = frozenset({"company", "economy"})
_OWN_LEVEL = (" tỉnh", " thành phố", " huyện", " quận", " thị xã")
_OF_ALL_TRADES = ("Ủy ban", "Hội đồng", "Ban Thi đua", "Văn phòng", "Tỉnh ủy", "Thành ủy", "Sở Nội vụ", "Báo", "Đài")
_BODIES_FROM = 3
_BOARDS = frozenset({"Sở Nội vụ", "Ban Thi đua - Khen thưởng", "Văn phòng Ủy ban nhân dân"})
_SORTS_OF_SCHOOL = ("trung học", "tiểu học", "mầm non", "mẫu giáo", "cao đẳng", "đại học", "trung cấp", "phổ thông")
_LOWER = frozenset({"huyện", "quận", "thị xã", "thành phố", "xã", "phường", "thị trấn", "đặc khu"})
_PROVINCIAL = frozenset({"tỉnh", "thành phố"})

# Bodies and offices inside a unit that are called after it: "Đoàn thanh niên KBNN", "Tổ chức cán bộ KBNN".
_OWN_BODIES = re.compile(
    r"(?i)^(?:đoàn thanh niên|đoàn cơ sở|đảng ủy|chi bộ|(?:phòng )?tổ chức(?: -| và)? (?:cán bộ|hành chính)) (?=\S+ \S)"
)


def whole_of(name: str) -> str:
    """The unit whose own youth, Party body or office of personnel this is; the name itself of any other."""
    return _OWN_BODIES.sub("", name)


class Kind(NamedTuple):
    """name: the members' head in full ("Hội Luật gia"), "" when they are territories; levels: those
    they are of, if said.
    """

    name: str
    levels: frozenset[str]

    @property
    def of_provinces(self) -> bool:
        """Whether the members are provinces, or bodies of provinces."""
        return bool(self.levels) and self.levels <= _PROVINCIAL


class KindReader:
    """Reads kinds off the names of blocs, and applies them."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `unit_kinds`, `unit_fields`, `place_levels`, `places`."""
        self._heads: Phrases = words.phrases("unit_kinds")
        self._fields: Phrases = words.phrases("unit_fields")
        self._levels: Phrases = words.phrases("place_levels")
        self._districts = words.levels("places_districts", default="huyện")
        self._provinces = words.levels("places", "tỉnh", "thành phố", default="tỉnh")

    def of(self, cluster: Cluster) -> Kind | None:
        """The kind of a bloc's members; None where neither name nor owner says it."""
        owner = next((k for m in cluster.mentions if m.value.place and (k := self._of_owner(m.value.place))), None)
        found = [
            k
            for m in sorted(cluster.mentions)
            if m.value.description and (k := self._of_words(m.value.description.split()))
        ]
        named = next((k for k in found if k.name), None)
        if named is None and owner:
            levels = found[0].levels if found else owner.levels
            return owner._replace(levels=levels)
        return named or next(iter(found), None)

    def _of_owner(self, place: str) -> Kind | None:
        """ "Hội Nông dân Việt Nam" has Hội Nông dân for members, "Tổng cục Hải quan" Cục Hải quan,
        "Công an tỉnh Nghệ An"
        Công an of its wards and communes.
        """
        central = _HEADQUARTERS.match(place)
        if central:
            return Kind(f"Cục {central['field']}", frozenset())
        owner = _NATIONAL.match(place) or _PROVINCIAL_BODY.match(place)
        words = owner["name"].lower().split() if owner else []
        hit = self._heads.at(words, 0, len(words)) if words else None
        if owner is None or hit is None or hit.entry.kind in _NO_BRANCHES:
            return None
        return Kind(owner["name"], _LOWER if owner.re is _PROVINCIAL_BODY else frozenset())

    def _of_words(self, words: list[str]) -> Kind | None:
        """A head in the plural, with the field and the levels that follow it; or levels in the plural."""
        for i in range(len(words)):
            hit = self._heads.at(words, i, len(words))
            if hit is None:
                continue
            end, name = hit.last, hit.entry.name
            if words[end : end + 2] == ["chi", "nhánh"]:
                end, name = end + 2, f"{name} chi nhánh"  # "Ngân hàng Nhà nước chi nhánh các tỉnh"
            field = self._fields.at(words, end, len(words)) if end < len(words) else None
            if field:
                end, name = field.last, f"{name} {field.entry.name}"
            if hit.last - hit.first == len(words):
                return Kind(hit.entry.name, frozenset())
            plural_before = i > 0 and _PLURAL.fullmatch(words[i - 1])
            plural_after = end < len(words) and _PLURAL.fullmatch(words[end])
            if plural_before or plural_after:
                levels = self._level_words(words, end + bool(plural_after)) if plural_after else frozenset()
                return Kind(name, levels)
        if "ngành" in words:
            return None  # "các tỉnh miền núi phía Bắc ngành Tư pháp": bodies of a branch, not the provinces
        plural = next((i for i, word in enumerate(words) if _PLURAL.fullmatch(word)), None)
        levels = self._level_words(words, plural + 1) if plural is not None else frozenset()
        return Kind(self._body_of(words, plural + 1), levels) if plural is not None and levels else None

    def _body_of(self, words: list[str], i: int) -> str:
        """ "các huyện miền núi Hội Cựu chiến binh": the body that stands last, as of each of these territories."""
        for at in range(i, len(words)):
            hit = self._heads.at(words, at, len(words))
            whole = hit is not None and hit.last == len(words) and hit.last - hit.first > 1
            if hit and whole and hit.entry.kind not in _NO_BRANCHES and not {",", "và"} & set(words[at - 1 : at]):
                return hit.entry.name
        return ""

    def _level_words(self, words: list[str], i: int) -> frozenset[str]:
        """ "tỉnh , thành phố": the levels from word i on."""
        found: set[str] = set()
        while i < len(words):
            hit = self._levels.at(words, i, len(words))
            if hit and not (found and words[i - 1] not in (",", "và")):  # "các tỉnh | khu vực Nam Bộ"
                found.add(hit.entry.name)
                i = hit.last
            elif words[i] in (",", "và") and found:
                i += 1
            elif words[i] == "thành" and found:
                found.add("thành phố")
                i += 1
            else:
                break
        return frozenset(found)

    def fits(self, kind: Kind, mark: Mark) -> bool:
        """Whether a unit or a place of the article is of a bloc's kind: of its head, and of its level
        where one is said.
        """
        if mark.label == "place":
            return not kind.name and self._of_level(kind, mark.value.level, mark.value.name)
        unit: UnitName = mark.value
        if not kind.name:
            level, _, name = (unit.place or "").partition(" ")
            boards = mark.rule == "unit.shared_place" and unit.name in _BOARDS  # "lãnh đạo UBND, Sở Nội vụ các tỉnh: …"
            return (unit.name == "Ủy ban nhân dân" or boards) and self._of_level(
                kind, "thành phố" if level == "thành" else level, name.removeprefix("phố ")
            )
        head, name = kind.name.lower(), unit_of(mark)[0].lower()
        if not unit.place and name.endswith(_OWN_LEVEL):
            return False  # whose bloc it is: "Ủy ban MTTQ Việt Nam tỉnh"
        if (name in (f"{head} việt nam", f"{head} trung ương") and not unit.place) or unit.bare:
            return False
        if name == head:
            return bool(unit.place) and self._of_levels(kind, unit.place or "")
        return unit.head is not None and (unit.head.name.lower() == head or name.startswith(f"{head} "))

    def _of_levels(self, kind: Kind, place: str) -> bool:
        """Whether a body's place is of the levels that the kind says."""
        if kind.of_provinces:
            return self.province(place) is not None
        if not kind.levels:
            return True
        return any(place.startswith(f"{level} ") for level in kind.levels) and self.province(place) is None

    def _of_level(self, kind: Kind, level: str | None, name: str) -> bool:
        """Whether a territory is a province; "thành phố Bến Tre" is none, though a province has that name."""
        return kind.of_provinces and level in _PROVINCIAL and self.province(name) == level

    def province(self, place: str) -> str | None:
        """The level of a province or city of the centre, by its name with or without its level; None
        for any other place.
        """
        name = re.sub(r"^(?:tỉnh|thành phố) ", "", place.lower())
        return self._provinces.get(name)

    def bodies(self, units: Sequence[Mark], *, at_least: str | None = None) -> str | None:
        """The name under which an article has bodies of three provinces or more: "Sở Tư pháp".

        at_least: a name that must not be named of as many provinces, "Ủy ban nhân dân" where provinces may be meant.
        """
        provinces: dict[str, set[str]] = {}
        for mark in units:
            place = mark.value.place
            counts = mark.value.name == at_least or not mark.value.name.startswith(_OF_ALL_TRADES)
            if place and self.province(place) and counts:
                where = place.removeprefix("tỉnh ").removeprefix("thành phố ")
                provinces.setdefault(whole_of(mark.value.name), set()).add(where)
        others = len(provinces.pop(at_least, ())) if at_least else 0
        best = max(provinces, key=lambda name: len(provinces[name]), default=None)
        if best and 2 * others >= len(provinces[best]):
            return None
        return best if best and len(provinces[best]) >= _BODIES_FROM else None

    def territory(self, mark: Mark) -> Mark:
        """The district that an unknown name in a list of territories is, with its level where the gazetteer has it."""
        if mark.label != "unit" or mark.value.head is not None or mark.rule != "unit.in_list":
            return mark
        name = str(mark.value.name)
        level = self._districts.get(name.lower())
        return Mark(mark.first, mark.last, "place", Place(level, name, level is not None), "place.in_list")

    def complete(self, kind: Kind | None, marks: Sequence[Mark]) -> list[Mark]:
        """Bare places in a list are what the bloc's members are: "Hà Nội, Hải Phòng" two Hội Cựu
        chiến binh, or two cities.
        """
        return [self._completed(kind, mark) for mark in marks]

    def school(self, kind: Kind | None, mark: Mark) -> Mark:
        """ "10 trường trong cụm: Bạch Liêu, …" of "Cụm thi đua số 3 khối THCS": schools of the bloc's kind."""
        if kind is None or not kind.name.startswith("Trường ") or mark.rule != "unit.shared":
            return mark
        own = mark.value.name.removeprefix("Trường ").lower()
        if mark.value.head is None or mark.value.head.name != "Trường" or own.startswith(_SORTS_OF_SCHOOL):
            return mark  # "trong khối: THPT Lê Lợi": the item says its kind itself
        return mark._replace(value=mark.value._replace(name=kind.name + mark.value.name.removeprefix("Trường")))

    def _completed(self, kind: Kind | None, mark: Mark) -> Mark:
        if kind is None or mark.label != "place":
            return mark
        place: Place = mark.value
        level = place.level or self.province(place.name) or (next(iter(kind.levels)) if len(kind.levels) == 1 else None)
        full = f"{level} {place.name}" if level else place.name
        if kind.name:
            return Mark(mark.first, mark.last, "unit", UnitName(kind.name, full, None, False), "unit.of_kind")
        return mark._replace(value=place._replace(level=level)) if kind.levels else mark
