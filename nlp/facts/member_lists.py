"""Lists of members: which bloc a list belongs to, its items, and the number that stands before it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from nlp.facts.bloc_kinds import Kind, KindReader
from nlp.facts.context import Scene, compiled
from nlp.facts.lists import Item, ListReader
from nlp.facts.member_found import Found
from nlp.facts.member_items import fitting, is_chain, shared_roles, united, with_first_head
from nlp.facts.member_patterns import COMPLETE, LOOSE, PATTERNS
from nlp.facts.member_whose import bloc_of_list, means_members
from nlp.needs import Gated
from nlp.reading import Sentence
from nlp.sketch import Match, Sketch, find
from nlp.vocabulary import Phrases, Vocabulary

_AFTER = Gated(
    r"(?P<list>(?:[UL]\d+(?: \( [^()]* \))?(?: (?:,|;|và|cùng|với|các|lãnh đạo|đại diện|:|\d+(?= U)))* ?)+)"
    r"(?P<link>\( (?:là )?(?:các )?(?:đơn vị )?thành viên (?=(?:(?:của|trong|thuộc) )?(?:khối|cụm|B\d))"
    r"|(?:\( )?(?:(?:còn |cũng |hiện |đang |hiện đang )?là|đều là|, là) (?:(?:N\d+|\d+) |các |những )?(?:đơn"
    r" vị |cơ quan )?thành viên(?: tích cực)?"
    r"|(?:là|đều là|, là) (?:N\d+|(?:các |những )?(?:đơn vị|cơ quan)) (?=(?:của|trong|thuộc) (?:khối|cụm|B\d))"
    r"|(?:-|,|\() (?:là )?N\d+ (?:của |trong |thuộc )?(?=B\d|khối|cụm)"
    r"|(?:-|\() (?:là )?(?:các )?(?:đơn vị|cơ quan) (?:thành viên )?(?:(?:của|trong|thuộc) )?(?=B\d|khối|cụm)"
    r"|(?:, |\( )?(?:thuộc|trực thuộc|trong) (?=B\d)"
    r"|(?:cùng|và) (?:các|những) (?:đơn vị|xã|phường|trường|sở|huyện|tỉnh|hội)(?: bạn| khác| còn lại)?"
    r" (?:trong|của|thuộc) (?=khối|cụm|B\d)"
    r"|(?:(?:đã|cùng|cũng|đồng loạt|lần lượt|tiến hành|chính thức|cùng nhau) )*(?:ký kết|ký|kí kết|kí) (?:vào"
    r" )?(?:bản |các )?giao ước"
    r"|(?:đã |cùng |cũng )*(?:thống nhất|nhất trí|cam kết)(?: đăng ký| thực hiện)*"
    r" (?:\d+|N\d+) (?:nội dung|chỉ tiêu|tiêu chí))"
)
# "Trước sự chứng kiến của lãnh đạo U, đại diện 9 đơn vị đã ký giao ước": U looks on.
_WITNESSED = re.compile(r"chứng kiến (?:của )?(?:[^\s,;.A-Z]+ ){0,4}$")
_SAYS_SO = ("cùng các", "và các", "là", "còn là", "cũng là", "hiện là", "đang là", "đều", ", là", "-", ", N")
_ABSENT = Gated(
    r"(?<!\S)(?:vắng (?:mặt )?(?:đơn vị |đại diện )?(?P<u>U\d+)"
    r"|(?P<who>U\d+)(?: (?:do|vì)(?: [^\s,;.A-Z]+){1,9}(?: U\d+)?)?(?: [^\s,;.A-Z]+){0,2}"
    r" (?:vắng(?: mặt)?|không (?:cử(?: người)?|(?:cử |có )đại (?:biểu|diện)|tham dự|về dự)(?: tham dự| về dự)?)(?!\S))"
)
# "Cụm thi đua số VI (Thanh tra các tỉnh Đồng bằng sông Cửu Long)": what the members are, not who.
_DESCRIBES = re.compile(r" U\d+ các (?:tỉnh|thành|huyện|quận|xã|phường)")
# "các đơn vị: Tri Tôn, Ba Chúc và các phường Tịnh Biên, …": names that no grammar knows, beside territories.
_AND_WARDS = re.compile(r"[^:;.ABDORPN]{0,160}? (?:và|;) các L\d")
_NUMBERED = re.compile(r"(?:(?:-|\+|•|\*)|\d{1,2} ?(?:\.|\)|/)?) ?(?=[UL]\d)")


# Without a unit, a place or a word that opens a list there is none.
_MAY_LIST = re.compile(r"[UL]\d|:|gồm")


class _Listing(NamedTuple):
    """A place where a list of members may begin: the match before it, the bloc it belongs to and of
    what kind that is.
    """

    scene: Scene
    match: Match
    bloc: str
    rule: str
    kind: Kind | None

    @property
    def number(self) -> str | None:
        """The count before the list, as the sketch has it."""
        return self.match.found.groupdict().get("n")


class MemberLists:
    """Finds members in lists."""

    def __init__(self, words: Vocabulary, phrases: Mapping[str, str], kinds: KindReader) -> None:
        """Reads `phrases`: `member_noun`, `name_stop`; `unit_kinds`, `place_levels`."""
        self._patterns = compiled(PATTERNS, phrases)
        self._lists = ListReader(words.phrases("phrases", "name_stop"))
        self._kinds = kinds
        self._heads: Phrases = words.phrases("unit_kinds")
        self._levels: Phrases = words.phrases("place_levels")

    def read(self, scene: Scene, sentence: Sentence, found: Found, kinds: Mapping[str, Kind | None]) -> None:
        """Add the members of the lists in a sentence."""
        sketch = scene.sketch(sentence)
        if not _MAY_LIST.search(sketch.text):
            return
        taken: list[range] = []  # what lists were read from
        for rule, match in find(self._patterns, sketch):
            if any(match.found.end() in span for span in taken) or not means_members(scene, rule, match):
                continue
            bloc = bloc_of_list(scene, rule, match, sentence)
            if bloc is not None:
                listing = _Listing(scene, match, bloc, rule, kinds[bloc])
                taken.append(range(match.found.start(), self._take(listing, found) + 1))
        self._postposed(scene, sketch, found)

    def _take(self, listing: _Listing, found: Found) -> int:
        """Walk the list after a match; returns where it ended, or -1 when there was none."""
        scene, match = listing.scene, listing.match
        sketch, end = match.sketch, match.found.end()
        if listing.rule == "member.bloc_bracket" and _DESCRIBES.match(sketch.text, end):
            return -1
        of_places = listing.kind is not None and not listing.kind.name
        territories = of_places or _AND_WARDS.match(sketch.text, end) is not None
        opened = ":" in match.found[0] or "(" in match.found[0]
        parted = opened or ";" in sketch.text[end : end + 80] or (territories and match.found[0].endswith("gồm"))
        stop = _closing(sketch.text, end) if listing.rule == "member.bloc_bracket" else None
        listed = self._lists.walk(scene.reading, sketch, end + 1, raw=parted, bare=parted and territories, stop=stop)
        items = fitting(with_first_head(listed.items))
        if not items and sketch.text.endswith(":"):
            items = self._next_lines(scene, sketch)
        if listing.rule == "member.bloc_bracket" and is_chain(items):
            return -1
        if len(items) < 2 and not (items and listing.number and listing.rule not in LOOSE):
            return -1
        for item in self._completed(listing, items):
            found.add(listing.bloc, item.mark, listing.rule, 0.95 if len(items) > 2 else 0.85)
            others = any(mark.label in ("unit", "place") for mark in item.inside)  # "A, B (cụm trưởng là A)"
            found.roles.extend(
                (listing.bloc, item.mark, mark) for mark in item.inside if mark.label == "role" and not others
            )
        found.roles.extend((listing.bloc, mark, role) for mark, role in shared_roles(scene.reading, items))
        self._state_count(listing, len(items), found)
        if listing.rule in COMPLETE:
            found.complete.setdefault(listing.bloc, len(items))
        return listed.end

    def _state_count(self, listing: _Listing, listed: int, found: Found) -> None:
        """Keep the number that stands before a list, and say so where the list differs from it.

        "06 đơn vị bạn" counts the others: the one that speaks comes on top.
        """
        match, reading = listing.match, listing.scene.reading
        stated = _number(match.sketch, listing.number) if listing.number else None
        if not stated:
            return
        after = reading.tokens.lower[match.last : match.last + 3]
        friends = re.search(r"(?:^| )bạn(?: |$)", match.found[0]) is not None or "bạn" in after
        evidence = reading.evidence(match.first, match.last, "member_count")
        further = [c.number for c in reading.facts.get("shared_counts", ()) if match.last < c.first < match.sketch.last]
        if stated + sum(further) == listed:
            stated = listed  # "3 đặc khu: A, B, C và 2 phường D, E"
        found.state(listing.bloc, 3 if listing.rule in LOOSE else 0, stated + friends, evidence)
        if stated != listed:
            message = f"the text counts {stated} members, {listed} names were found"
            reading.doubt("members.count_differs", message, match.first, match.last)

    def _next_lines(self, scene: Scene, sketch: Sketch) -> list[Item]:
        """A list whose items stand each on a line of its own after a colon."""
        items: list[Item] = []
        for sentence in scene.reading.sentences:
            if sentence.first < sketch.last:
                continue
            line = scene.sketch(sentence)
            mark = _NUMBERED.match(line.text)
            if mark is None and line.text[:1] not in "UL":
                break
            listed = self._lists.walk(scene.reading, line, mark.end() if mark else 0)
            if not listed.items:
                break
            items.extend(listed.items)
        return items

    def _completed(self, listing: _Listing, items: list[Item]) -> list[Item]:
        """Bare places are bodies of the bloc's kind, or of the head before the list ("Công an các tỉnh thuộc …")."""
        if listing.kind is not None and not listing.kind.name:
            items = [item._replace(mark=self._kinds.territory(item.mark)) for item in items]
        if not all(item.mark.label == "place" for item in items):
            return [item._replace(mark=self._kinds.school(listing.kind, item.mark)) for item in items]
        if listing.kind is not None:
            marks = self._kinds.complete(listing.kind, [item.mark for item in items])
            return [Item(mark, item.inside) for mark, item in zip(marks, items, strict=True)]
        lower, sketch = listing.scene.reading.tokens.lower, listing.match.sketch
        for i in range(sketch.first, items[0].mark.first):
            head = self._heads.at(lower, i, items[0].mark.first)
            level = self._levels.at(lower, head.last + 1, sketch.last) if head and lower[head.last] == "các" else None
            if head and level:
                return [Item(united(item.mark, head.entry.name, level.entry.name), item.inside) for item in items]
        return items

    # --- lists before what they are ----------------------------------------------------------------------------------

    def _postposed(self, scene: Scene, sketch: Sketch, found: Found) -> None:
        """ "A, B và C là các đơn vị thành viên của khối", "vắng D"."""
        for match in _AFTER.finditer(sketch.text):
            if _WITNESSED.search(sketch.text[: match.start()]):
                continue
            walked = self._lists.walk(scene.reading, sketch, match.start("list"), stop=match.start("link"))
            self._take_postposed(scene, sketch, match, walked.items, found)
        for match in _ABSENT.finditer(sketch.text):
            bloc = scene.bloc_at(sketch.last - 1)
            if bloc:
                found.add(bloc, sketch.mark(match["u"] or match["who"]), "member.absent", 0.8)

    def _take_postposed(
        self, scene: Scene, sketch: Sketch, match: re.Match[str], items: Sequence[Item], found: Found
    ) -> None:
        named = re.match(r"(?:(?:của|trong|thuộc) )?(B\d+)", sketch.text[match.end() :])
        bloc = scene.bloc_of(sketch.mark(named[1])) if named else scene.bloc_at(sketch.last - 1)
        if bloc is None or (len(items) < 2 and not match["link"].startswith(_SAYS_SO)):
            return
        for item in items:
            said = match["link"].startswith(_SAYS_SO)
            territory = said and item.mark.label == "place" and item.mark.value.level
            if territory or (item.mark.label == "unit" and (not item.mark.value.bare or len(items) > 2)):
                found.add(bloc, item.mark, "member.postposed", 0.9)
        number = re.search(r"(N\d+|\d+) ", match["link"])
        stated = _number(sketch, number[1]) if number else None
        if stated:
            place = sketch.token(match.start("link"))
            found.state(bloc, 1, stated, scene.reading.evidence(place, place + 3, "member_count"))


def _closing(text: str, start: int) -> int | None:
    """The end of the bracket that is open at an offset; None where it does not close."""
    depth = 0
    for match in re.finditer(r"[()]", text[start:]):
        depth += 1 if match[0] == "(" else -1
        if depth < 0:
            return start + match.end()
    return None


def _number(sketch: Sketch, text: str) -> int | None:
    if text.startswith("N"):
        count: int = sketch.mark(text).value.count
        return count
    return int(text) if text.isdigit() else None
