"""Offices: a post with the body it is held in, "Phó Giám đốc Sở Nội vụ", and the former and acting ones."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from nlp.reading import Mark, Reading
from nlp.spans.names import NameReader
from nlp.spans.office_bodies import OfficeBodies, OfficeBody
from nlp.spans.units import UnitReader
from nlp.vocabulary import Hit, Vocabulary

_BESIDE = frozenset(
    {"phụ trách", "thường trực", "thứ nhất", "chuyên trách", "không chuyên trách", "điều hành", "phụ trách chung"}
)
_FORMER = frozenset({"nguyên", "cựu"})
_ENDS = frozenset(",;:.()")
# After one of these a territory's name comes first, even where it looks like a family name: "tỉnh Kiên Giang | Lâm …".
_LEVELS = frozenset({"tỉnh", "phố", "huyện", "quận", "xã", "phường", "tp"})
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


class OfficeReader:
    """Finds offices; a unit inside one is the office's and no unit of its own."""

    def __init__(self, words: Vocabulary, units: UnitReader) -> None:
        """Reads `posts`, `unit_fields`, `place_levels`, `leader_roles`, `honorifics` and the tables of names."""
        self._posts = words.phrases("posts")
        self._levels = words.phrases("place_levels")
        self._units = units
        self._roles = words.phrases("leader_roles")
        self._honorifics = words.phrases("honorifics")
        self._stops = words.phrases("phrases", "name_stop")
        self._names = NameReader(words)
        self._bodies = OfficeBodies(words, units, self._names)

    def __call__(self, reading: Reading) -> None:
        """Add marks `office`."""
        end = 0
        for i, sentence in reading.in_sentences(self._posts.starts(reading.tokens)):
            mark = self._at(reading, i, sentence.first, sentence.last) if i >= end else None
            if mark:
                reading.add(mark)
                end = mark.last

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
        coded = tokens.shapes[hit.last : hit.last + 1] == "9" and tokens.starts[hit.last] == tokens.ends[hit.last - 1]
        if coded and tokens.shapes[hit.first] == "A":
            return True  # "PV24" is a department of the police
        if hit.entry.kind == "mark":
            named = not small and hit.first > 0 and tokens.shapes[hit.first - 1] == "X"
            if named or not self._posts.at(tokens.lower, hit.last, limit):
                return True
        if small and hit.first > 0 and self._units.compound(reading, hit.first, limit):
            return True
        if small and hit.entry.name == "Thành viên":
            plural = hit.first > 0 and tokens.lower[hit.first - 1] in ("các", "vị")
            if plural or self._body(reading, hit.last, limit) is None:
                return True  # "các thành viên của khối", "các đơn vị thành viên Sở Y tế, …" are units
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
        named = self._named_body(reading, post, limit)
        if named and named.last > (body.last if body else end):
            end, body = named.first, named
        if body is None:
            return Mark(first, end, "office", Office(self._title(reading, first, end), None, None), "office.bare")
        body = self._goes_on_with(reading, body, limit, called)
        title = f"{self._title(reading, first, end)} {body.value.name}"
        if body.value.place:
            title += f" {body.value.place}"
        return Mark(first, body.last, "office", Office(title, body.value.name, body.value.place), "office.body")

    def _named_body(self, reading: Reading, post: Hit, limit: int) -> Mark | None:
        """ "Giám đốc | Bệnh viện Nội tiết Trung ương": the unit whose name begins with a post's last word."""
        for i in range(post.first + 1, post.last):
            head = self._units.is_head(reading, i, post.last) if reading.tokens.shapes[i] in "XA" else None
            if head and head.last == post.last:
                unit = self._units.at(reading, i, limit)
                return None if unit is None or unit.value.bare else unit
        return None

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
        after_level = i > 0 and reading.tokens.lower[i - 1] in _LEVELS
        if place and (person is None or place.last >= person or (after_level and place.last + 2 <= person)):
            return place.last
        return self._names.after_namesake(reading, i, limit)

    def _goes_on_with(self, reading: Reading, body: Mark, limit: int, called: bool) -> Mark:
        """What still belongs to a body: the rest of a broken name, small words of a name, a name in capitals."""
        whole = self._broken_off(reading, body, limit)
        if whole:
            return whole
        end = self._small_words(reading, body.last, limit)
        if body.value.name.startswith("Hội đồng ") and reading.tokens.lower[end : end + 1] == ["ngành"]:
            end += 1
        if end == body.last and end < limit and reading.tokens.shapes[end] == "X":
            end = self._capitals(reading, body, limit, called)
        return _longer(reading, body, end) if end > body.last else body

    def _small_words(self, reading: Reading, at: int, limit: int) -> int:
        """Past small words that names known to the lexicon go on with: "Dân quân | tự vệ"."""
        lower, end = reading.tokens.lower, at
        while end < limit and reading.tokens.shapes[end] == "x" and self._units.words.joins(lower[end - 1], lower[end]):
            ends = lower[end] == "và" or self._stops.at(lower, end, limit) or self._levels.at(lower, end, limit)
            if ends:
                break
            end += 1
        return end

    def _capitals(self, reading: Reading, body: Mark, limit: int, called: bool) -> int:
        """Past "Trung ương | Hội", a namesake, or, of a person named before, what can be no second name."""
        tokens, at = reading.tokens, body.last
        own = at + 1 == limit or tokens.shapes[at + 1] not in "XA"
        if own and tokens.lower[at] == "hội" and tokens.lower[at - 2 : at] == ["trung", "ương"]:
            return at + 1
        if body.rule == "office.place":
            return at
        head = self._units.is_head(reading, at, limit)
        if head and head.last - at > 1:
            return head.last  # "Vụ Tổ chức cán bộ | Tổng cục", of which the article tells
        person = self._names.certain(reading, at, limit)  # "Thứ trưởng Bộ Y tế | Đoàn Hữu Khải"
        if head and not person and (whole := self._units.at(reading, at, limit)) and not whole.value.bare:
            return whole.last  # "Cục Công tác đảng và công tác chính trị | Bộ Công an"
        end = self._names.run(reading, at, limit)
        if called and not self._posts.at(tokens.lower, at, limit) and end - at <= 3:
            return end
        ends = (self._names.after_namesake(reading, i, limit) or at for i in range(max(body.first + 1, at - 3), at + 1))
        return max(ends)

    def _broken_off(self, reading: Reading, body: Mark, limit: int) -> Mark | None:
        """ "Sở Giáo dục và Đào": a name that breaks off is the one that the article has in full elsewhere."""
        tokens, at = reading.tokens, body.last
        if at + 1 >= limit or tokens.lower[at] not in ("và", "-") or tokens.shapes[at + 1] not in "XA":
            return None
        begun = f"{body.value.name} {tokens.lower[at]} {tokens.words[at + 1]}"
        full = Counter(u.value.name for u in reading.of("unit") if u.value.name.startswith(f"{begun} "))
        if not full:
            return None
        return body._replace(last=at + 2, value=OfficeBody(full.most_common(1)[0][0], body.value.place))

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
            return office._replace(value=OfficeBody(title[0].lower() + title[1:], office.value.place))
        skip = i + (tokens.lower[i] in ("của", "tại"))
        unit = self._units.at(reading, skip, limit) if skip < limit else None
        return unit or self._bodies.at(reading, i, limit)


def _longer(reading: Reading, body: Mark, end: int) -> Mark:
    """The body with the words up to `end`."""
    more = reading.wording(body.last, end)
    return body._replace(last=end, value=OfficeBody(f"{body.value.name} {more}", body.value.place))
