"""Offices: a post with the body it is held in, "Phó Giám đốc Sở Nội vụ", and the former and acting ones."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from nlp.reading import Mark, Reading
from nlp.spans.names import NameReader
from nlp.spans.units import UnitReader
from nlp.vocabulary import Hit, Vocabulary

_BESIDE = frozenset(
    {"phụ trách", "thường trực", "thứ nhất", "chuyên trách", "không chuyên trách", "điều hành", "phụ trách chung"}
)
_FORMER = frozenset({"nguyên", "cựu"})
_PARTS = frozenset({"phòng", "ban", "khoa", "đội", "cục", "vụ", "tổ"})
# Posts whose last word is half of a body: "Trưởng CAH | Phú Xuyên", "Bí thư Tỉnh ủy | Đắk Nông".
_PLACED_POSTS = frozenset(
    {"cah", "catp", "caq", "cap", "cax", "ubnd", "hđnd", "an", "phường", "xã", "đoàn", "ủy", "tỉnh", "huyện", "quận"}
)
# Heads of one word that mean the post's own body only in capitals: "Phó Giám đốc Sở".
_SHORT_BODIES = frozenset({"sở", "bộ", "ban", "hội", "cục", "trường", "viện"})
_ENDS = frozenset(",;:.()")
# No post and its body are longer than this.
_REACH = 22


class Office(NamedTuple):
    """A post held in a body. title: as a record writes it. body: the unit's name, where the text gives it here.

    former: the office was held once ("nguyên Chủ tịch Hội Nông dân tỉnh").
    """

    title: str
    body: str | None
    place: str | None
    former: bool = False


class _Body(NamedTuple):
    """A body as an office's title goes on with it."""

    name: str
    place: str | None


class OfficeReader:
    """Finds offices; a unit inside one is the office's and no unit of its own."""

    def __init__(self, words: Vocabulary, units: UnitReader) -> None:
        """Reads `posts`, `unit_fields`, `place_levels`, `leader_roles`, `honorifics` and the tables of names."""
        self._posts = words.phrases("posts")
        self._fields = words.phrases("unit_fields")
        self._short = words.phrases("unit_abbreviations", "field")
        self._levels = words.phrases("place_levels")
        self._units = units
        self._roles = words.phrases("leader_roles")
        self._honorifics = words.phrases("honorifics")
        self._stops = words.phrases("phrases", "name_stop")
        self._names = NameReader(words)

    def __call__(self, reading: Reading) -> None:
        """Add marks `office`."""
        lower, firsts = reading.tokens.lower, self._posts.firsts
        for sentence in reading.sentences:
            i = sentence.first
            while i < sentence.last:
                mark = self._at(reading, i, sentence.first, sentence.last) if lower[i] in firsts else None
                if mark:
                    reading.add(mark)
                i = mark.last if mark else i + 1

    def _at(self, reading: Reading, i: int, first: int, last: int) -> Mark | None:
        """The office that begins at token i of the sentence first..last."""
        lower = reading.tokens.lower
        hit = self._posts.at(lower, i, last)
        if hit is None or hit.entry.name.lower() in ("đại diện", "kiêm") or self._other_word(reading, hit, last):
            return None
        post = self._posts.at(lower, hit.last, last) if hit.entry.kind == "mark" else None
        if post is None or any(self._roles.at(lower, j, last) for j in range(post.first, post.last)):
            return self._office(reading, hit, last, self._called_before(reading, first, i))
        mark = self._office(reading, post, last, self._called_before(reading, first, i))
        value: Office = mark.value
        title = f"{self._title(reading, i, hit.last)} {value.title}"
        former = hit.entry.name.lower() in _FORMER
        return mark._replace(first=i, value=value._replace(title=title, former=former))

    def _other_word(self, reading: Reading, hit: Hit, limit: int) -> bool:
        """ "nhiệm vụ | Trưởng khối", "ủy quyền", "Trần Nguyên Lập": a post's words that belong to others."""
        tokens = reading.tokens
        small = tokens.shapes[hit.first] == "x"
        if hit.entry.kind == "mark":
            named = not small and hit.first > 0 and tokens.shapes[hit.first - 1] == "X"
            if named or not self._posts.at(tokens.lower, hit.last, limit):
                return True
        if small and hit.first > 0 and self._units.compound(reading, hit.first, limit):
            return True
        if small and hit.entry.name == "Thành viên" and self._body(reading, hit.last, limit) is None:
            return True  # "các thành viên của khối" are units
        if tokens.lower[hit.first] == "tp" and (place := self._units.places.at(reading, hit.first, limit)):
            return bool(place.value.level)  # "TP. Hồ Chí Minh" is no Trưởng phòng
        return any(self._roles.at(tokens.lower, i, limit) for i in range(hit.first, hit.last))

    def _called_before(self, reading: Reading, first: int, i: int) -> bool:
        """Whether a person with a form of address stands right before: "ông Khuất Duy Bạt, | Chi hội trưởng …"."""
        tokens, at = reading.tokens, i - 1
        if at < first or tokens.lower[at] not in (",", "-", "("):
            return False
        at -= 1
        while at >= first and tokens.shapes[at] in "XA" and i - at <= 8:
            if self._honorifics.at(tokens.lower, at, i):
                return True
            at -= 1
        return self._honorifics.ending(tokens.lower, first, at + 1) is not None

    def _office(self, reading: Reading, post: Hit, limit: int, called: bool) -> Mark:
        """The post with its body; `called` says that its holder was named before it."""
        tokens, first, end = reading.tokens, post.first, post.last
        for width in (3, 2):
            if " ".join(tokens.lower[end : end + width]) in _BESIDE and end + width <= limit:
                end = self._charge(reading, end + width, limit, post)
                break
        bracket = end < limit and tokens.lower[end] == "("
        limit = self._before_person(reading, end, min(limit, end + _REACH))
        body = self._body(reading, end, limit) if not bracket else None
        if body is None:
            return Mark(first, end, "office", Office(self._title(reading, first, end), None, None), "office.bare")
        body = self._goes_on_with(reading, body, limit, called)
        title = f"{self._title(reading, first, end)} {body.value.name}"
        if body.value.place:
            title += f" {body.value.place}"
        return Mark(first, body.last, "office", Office(title, body.value.name, body.value.place), "office.body")

    def _charge(self, reading: Reading, i: int, limit: int, post: Hit) -> int:
        """Past what someone without rank is in charge of: "chuyên viên phụ trách | thi đua"."""
        lower, shapes, end = reading.tokens.lower, reading.tokens.shapes, i
        if post.entry.attributes.get("rank") != "member" or lower[i - 1] != "trách":
            return i
        while end < limit and shapes[end] == "x" and end - i < 5:
            end += 1
        return end if end == limit or lower[end] in _ENDS else i

    def _before_person(self, reading: Reading, i: int, limit: int) -> int:
        """Where a person's name begins after the body, so that no body reads into it."""
        tokens, at = reading.tokens, i
        head: Hit | None = None
        while at < limit and tokens.lower[at] not in _ENDS:
            end = self._names.certain(reading, at, limit)
            past = self._past_a_name(reading, at, limit, end)
            if past:
                at = past
            elif end and not (head and head.last == at and "name" in head.entry.attributes.get("takes", "")):
                return at
            else:
                head = self._units.is_head(reading, at, limit) or head
                at = end or at + 1
        return limit

    def _past_a_name(self, reading: Reading, i: int, limit: int, person: int | None) -> int | None:
        """Past a namesake or a territory that looks like a person's name: "Hồ Chí Minh", "Bắc Giang | Thân …"."""
        if reading.tokens.shapes[i] != "X":
            return None
        place = self._units.places.gazetteer(reading, i, limit)
        if place and (person is None or place.last >= person):
            return place.last
        return self._names.after_namesake(reading, i, limit)

    def _goes_on_with(self, reading: Reading, body: Mark, limit: int, called: bool) -> Mark:
        """What still belongs to a body: the rest of a broken name, "Trung ương | Hội", a name in capitals."""
        tokens, at = reading.tokens, body.last
        whole = self._broken_off(reading, body, limit)
        if whole:
            return whole
        if at >= limit or tokens.shapes[at] != "X":
            return body
        own = at + 1 == limit or tokens.shapes[at + 1] not in "XA"
        if own and tokens.lower[at] == "hội" and tokens.lower[at - 2 : at] == ["trung", "ương"]:
            return _longer(reading, body, at + 1)
        namesake = self._names.after_namesake(reading, at, limit)
        if namesake and body.rule != "office.place":
            return _longer(reading, body, namesake)
        end = self._names.run(reading, at, limit)
        if called and body.rule != "office.place" and not self._posts.at(tokens.lower, at, limit) and end - at <= 3:
            return _longer(reading, body, end)
        return body

    def _broken_off(self, reading: Reading, body: Mark, limit: int) -> Mark | None:
        """ "Sở Giáo dục và Đào": a name that breaks off is the one that the article has in full elsewhere."""
        tokens, at = reading.tokens, body.last
        if at + 1 >= limit or tokens.lower[at] not in ("và", "-") or tokens.shapes[at + 1] not in "XA":
            return None
        begun = f"{body.value.name} {tokens.lower[at]} {tokens.words[at + 1]}"
        full = Counter(u.value.name for u in reading.of("unit") if u.value.name.startswith(f"{begun} "))
        if not full:
            return None
        return body._replace(last=at + 2, value=_Body(full.most_common(1)[0][0], body.value.place))

    def _title(self, reading: Reading, first: int, last: int) -> str:
        words = reading.wording(first, last)
        return words[0].upper() + words[1:]

    # --- bodies -------------------------------------------------------------------------------------------------

    def _body(self, reading: Reading, i: int, limit: int) -> Mark | None:
        """The unit after a post: named, bare, a second post's, or a field in the post's own body."""
        if i >= limit:
            return None
        tokens = reading.tokens
        inner = self._posts.at(tokens.lower, i, limit) if tokens.shapes[i] == "x" else None
        if inner and inner.entry.kind != "mark":
            office = self._office(reading, inner, limit, called=False)
            title: str = office.value.title
            return office._replace(value=_Body(title[0].lower() + title[1:], office.value.place))
        skip = i + (tokens.lower[i] in ("của", "tại"))
        unit = self._units.at(reading, skip, limit) if skip < limit else None
        return (
            unit
            or self._own(reading, i, limit)
            or self._section(reading, i, limit)
            or self._territory(reading, i, limit)
        )

    def _own(self, reading: Reading, i: int, limit: int) -> Mark | None:
        """The post's own body without a name: "Giám đốc | Công ty", "Phó Tham mưu trưởng | Bộ Tư lệnh", "… | ngành"."""
        tokens = reading.tokens
        if tokens.lower[i] == "ngành":
            field = self._field(reading, i + 1, limit)
            end = field.last if field else i + 1
            return Mark(i, end, "unit", _Body(reading.wording(i, end), None), "office.own_body")
        head = self._units.is_head(reading, i, limit)
        if head is None or tokens.shapes[i] not in "XA":
            return None
        if head.last - head.first == 1 and tokens.lower[i] not in _SHORT_BODIES:
            return None
        if head.last < limit and tokens.shapes[head.last] in "XA":
            return None
        return Mark(i, head.last, "unit", _Body(reading.wording(i, head.last), None), "office.own_body")

    def _field(self, reading: Reading, i: int, limit: int) -> Hit | None:
        """A field in full or abbreviated ("GD&ĐT")."""
        if i >= limit:
            return None
        lower = reading.tokens.lower
        short = self._short.at(lower, i, limit) if reading.tokens.shapes[i] == "A" else None
        return short or self._fields.at(lower, i, limit)

    def _section(self, reading: Reading, i: int, limit: int) -> Mark | None:
        """A section of the post's own body: "Trưởng phòng | Nghiệp vụ Y Sở Y tế", "… | Xây dựng phong trào"."""
        tokens = reading.tokens
        part = tokens.lower[i - 1] in _PARTS
        field = self._field(reading, i, limit)
        if field and not (part and self._goes_on(reading, field.last, limit)):
            if tokens.shapes[i] in "XA" or field.last - field.first > 1:
                end, name = self._longer_field(reading, field, limit)
                return self._field_body(reading, i, end, name, limit)
            return None
        if part and (field or tokens.shapes[i] == "X"):
            return self._run(reading, i, limit)
        return None

    def _longer_field(self, reading: Reading, field: Hit, limit: int) -> tuple[int, str]:
        """A field and the small words that names known to the lexicon go on with: "Dân quân | tự vệ"."""
        lower, end = reading.tokens.lower, field.last
        name = field.entry.attributes.get("expands", field.entry.name)
        while end < limit and reading.tokens.shapes[end] == "x" and self._units.words.joins(lower[end - 1], lower[end]):
            if self._stops.at(lower, end, limit) or self._levels.at(lower, end, limit):
                break
            end += 1
        return end, f"{name} {reading.wording(field.last, end)}" if end > field.last else name

    def _territory(self, reading: Reading, i: int, limit: int) -> Mark | None:
        """ "Bí thư Tỉnh ủy | Đắk Nông", "Chủ tịch | xã Bình Minh": a place is the body."""
        tokens = reading.tokens
        place = self._units.places.at(reading, i, limit) or self._units.places.gazetteer(reading, i, limit)
        if place and tokens.shapes[i] in "XA" and tokens.lower[i - 1] in _PLACED_POSTS:
            return Mark(i, place.last, "unit", _Body(place.value.full, None), "office.place")
        level = self._levels.at(tokens.lower, i, limit)
        if level and tokens.shapes[i] == "x" and len(tokens.lower[i]) > 1:
            end = place.last if place else level.last
            return Mark(i, end, "unit", _Body(reading.wording(i, end), None), "office.place")
        return None

    def _goes_on(self, reading: Reading, i: int, limit: int) -> bool:
        """Whether a section's name goes on in small letters past the field that the lexicon knows."""
        tokens = reading.tokens
        if i >= limit or tokens.shapes[i] != "x" or self._levels.at(tokens.lower, i, limit):
            return False
        return self._stops.at(tokens.lower, i, limit) is None and self._posts.at(tokens.lower, i, limit) is None

    def _run(self, reading: Reading, i: int, limit: int) -> Mark | None:
        """A section's name that the lexicon does not know: to the next mark, or a verb."""
        tokens, end = reading.tokens, i + 1
        while end < limit and (tokens.lower[end].isalpha() or tokens.lower[end] in ("-", "&")):
            if self._stops.at(tokens.lower, end, limit) and tokens.shapes[end] == "x":
                break
            family = tokens.lower[end] in self._names.surnames and tokens.shapes[end : end + 2] == "XX"
            if family and tokens.shapes[end - 1] == "x":
                break
            end += 1
        if tokens.shapes[i:end].count("x") == 0 and end - i <= 4:
            return None
        return self._field_body(reading, i, end, reading.wording(i, end), limit)

    def _field_body(self, reading: Reading, i: int, end: int, name: str, limit: int) -> Mark:
        """A section with the body it is part of: in brackets, after "của", right after it, or only its level."""
        lower = reading.tokens.lower
        if end + 1 < limit and lower[end] == "(":
            inner = self._units.at(reading, end + 1, limit)
            if inner and inner.last < limit and lower[inner.last] == ")":
                return Mark(
                    i, inner.last + 1, "unit", _Body(f"{name} ({inner.value.name})", inner.value.place), "office.field"
                )
        for words in ([], ["của"], ["thuộc"], ["cơ", "quan"]):
            at = end + len(words)
            unit = self._units.at(reading, at, limit) if at < limit and lower[end:at] == words else None
            if unit:
                joined = " ".join((name, *words, unit.value.name))
                return Mark(i, unit.last, "unit", _Body(joined, unit.value.place), "office.field")
        level = self._levels.at(lower, end, limit) if end < limit else None
        if level and len(lower[end]) > 1:
            place = self._units.places.at(reading, end, limit)
            stop = place.last if place else level.last
            return Mark(i, stop, "unit", _Body(f"{name} {reading.wording(end, stop)}", None), "office.field")
        return Mark(i, end, "unit", _Body(name, None), "office.field")


def _longer(reading: Reading, body: Mark, end: int) -> Mark:
    """The body with the words up to `end`."""
    more = reading.wording(body.last, end)
    return body._replace(last=end, value=_Body(f"{body.value.name} {more}", body.value.place))
