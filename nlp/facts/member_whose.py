"""Whether the words before a list tell of members, and of which bloc."""

from __future__ import annotations

import re

from nlp.facts.context import Scene
from nlp.facts.member_patterns import LOOSE
from nlp.reading import Sentence
from nlp.sketch import Match

_GATHERING = re.compile(r"(?:^| )(?:dự|tham gia|tham dự|có mặt|hội nghị|điểm cầu|thành phần)(?: |$)")
_HONOURS = re.compile(r"A\d+(?: [a-zà-ỹ]+){0,4} (?:cho|đối với)(?: các| tập thể)? $|(?:tặng|khen|thưởng|cho) $")
_COUNTS_ITS_OWN = re.compile(
    r"(?:B\d+|khối|cụm)(?: thi đua)?(?: hiện| nay)* (?:có|gồm|gồm có|bao gồm)(?: tất cả| tổng cộng)? (?:N\d+|\d+)"
    r"|(?:N\d+|\d+) [^:;.]{0,24}(?:trong|của|thuộc) (?:B\d+|khối|cụm)"
)
_HONOUR = re.compile(r"A\d+(?: [a-zà-ỹ]+){0,3} $")
_HELPERS = re.compile(r"(?:^| )(?:tài trợ|hỗ trợ|đồng hành|phối hợp|khách|kết nghĩa|đỡ đầu)(?= )")
_TAKES_PART = re.compile(r"(?:^| )với sự (?:tham gia|góp mặt|có mặt) (?:của )?(?:đại diện )?(?:lãnh đạo )?$")
_BLOC_WORD = re.compile(r"(?:^| )(?:B\d+|khối|cụm)(?= |$)")


def bloc_of_list(scene: Scene, rule: str, match: Match, sentence: Sentence) -> str | None:
    """Which bloc a list belongs to; None when the sentence does not speak of one."""
    seen = match.mark("bloc") or match.mark("role")
    named = seen.value.bloc if seen and seen.label == "role" else seen
    if named:
        return scene.bloc_of(named)
    if rule == "member.that_is":
        return scene.bloc_at(match.first) if _counts_before(scene, sentence) else None
    if rule not in LOOSE:
        return scene.bloc_at(match.first)
    return _loose(scene, rule, match, sentence)


def _loose(scene: Scene, rule: str, match: Match, sentence: Sentence) -> str | None:
    """The bloc of a list that says of none itself."""
    if rule == "member.come_from":
        return scene.clusters[0].id if len(scene.clusters) == 1 else None
    counted = match.mark("n") if "n" in match.found.groupdict() else None
    if counted is not None and "thành viên" in str(getattr(counted.value, "noun", "")) and len(scene.clusters) == 1:
        return scene.clusters[0].id
    text = match.sketch.text[: match.found.start()]
    if _BLOC_WORD.search(text):
        return scene.bloc_at(match.first)
    if rule == "member.units_consist":
        return _described(scene, match, sentence)
    only = len(scene.clusters) == 1
    return scene.bloc_at(match.first) if only and (_GATHERING.search(text) or not text.strip()) else None


def _described(scene: Scene, match: Match, sentence: Sentence) -> str | None:
    """ "Duyên hải miền Trung và Tây Nguyên gồm các tỉnh:": the bloc whose description these words are."""
    words = set(scene.reading.tokens.lower[max(sentence.first, match.first - 10) : match.first])
    for cluster in scene.clusters:
        if any(len(words & set(description.split())) >= 3 for description in cluster.descriptions):
            return cluster.id
    return None


def _counts_before(scene: Scene, sentence: Sentence) -> bool:
    """Whether the sentence before counts a bloc's members, and so this one may name them."""
    before = scene.reading.sentence_of(sentence.first - 1) if sentence.first else sentence
    return before is not sentence and _COUNTS_ITS_OWN.search(scene.sketch(before).text) is not None


def means_members(scene: Scene, rule: str, match: Match) -> bool:
    """Whether a count before a list counts members: "4 đơn vị thành viên:" does, "tặng Bằng khen cho
    4 đơn vị:" does not.
    """
    if rule not in LOOSE:
        return True
    named = match.found.groupdict().get("n")
    before = match.sketch.text[: match.found.start("n") if named else match.found.start()]
    if _HELPERS.search(match.sketch.text, max(0, match.found.start() - 24), match.found.end()):
        return False
    if _HONOURS.search(before) or (rule == "member.units_consist" and _HONOUR.search(before)):
        return False
    if rule == "member.counted_inside":
        return any(shared.first == match.last for shared in scene.reading.facts.get("shared_counts", ()))
    counted = match.mark("n")
    if rule != "member.counted_members":
        return True
    part = _TAKES_PART.search(match.sketch.text[: match.found.start()]) is not None
    return counted is not None and ("thành viên" in counted.value.noun or part)
