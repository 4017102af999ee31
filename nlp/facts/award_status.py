"""Whether an award was proposed, handed over, or is only told of: the verb that reaches it.

A proposal reaches to the end of its sentence, unless something was handed over after it. What was given before this
meeting ("trước đó đã được tặng", "thông báo: … đã được tặng") is announced. Aims and conditions give nobody anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from nlp.facts.award_references import Given
from nlp.sketch import Sketch
from records import AwardForm, AwardStatus

_STRONG = (
    r"(?:trao tặng|trao|đón nhận|vinh dự|quyết định tặng|đã tặng|công bố quyết định|thừa ủy quyền|được ủy quyền"
    r"|trao thưởng|tặng thưởng)"
)
_TOLD = re.compile(
    r"(?<!\S)(?:đã (?:được|vinh dự được|vinh dự đón nhận|quyết định)|thông báo kết quả khen thưởng|trước đó|năm "
    r"trước|từng được|từng|liên tục|nhiều năm liền|nhiều năm liên tục|chúc mừng)(?!\S)"
)
_TOLD_OF_ALL = re.compile(r"(?<!\S)(?:thông báo|cho biết|được biết|báo tin|điểm lại)(?: [^:;]{0,40})? :")
_LATELY = re.compile(
    r"(?<!\S)(?:hồi (?:Y\d+|tháng|đầu|cuối|giữa|năm|quý)|vừa (?:giành|đoạt|nhận|được)|tác phẩm|bài báo)(?!\S)"
)
_BRACKETS = re.compile(r" \( [^()]* \)")
_HERE = re.compile(
    r"(?<!\S)(?:(?<!phát biểu )(?<!chỉ đạo )tại"
    r" (?:hội nghị|buổi|lễ|đây|cuộc họp|hội thao|chương trình)|(?:nhân |cũng |trong )?dịp này|nhân "
    r"đây|thừa ủy quyền|thừa lệnh|thừa ủy nhiệm)(?!\S)"
)
_AIM = re.compile(
    r"(?<!\S)(?:đăng ký|phấn đấu|tiêu chuẩn|danh hiệu thi đua|điều kiện|xứng đáng|giữ vững|phong trào|tiêu chí"
    r"|quy định|hồ sơ|từng được|nếu|việc|chỉ tiêu|mục tiêu|phát huy|giữ gìn|tranh|chăm sóc|thăm|phụng dưỡng)(?: "
    r"[^\s:]+){0,4}$"
)
_CARED_FOR = re.compile(r"(?<!\S)(?:phụng dưỡng|chăm sóc|thăm hỏi|nhận đỡ đầu)(?: [^\s,;:]+){0,5} ?$")
_INTENDS = re.compile(r"(?<!\S)(?:phấn đấu|mục tiêu|đăng ký|hướng tới|quyết tâm)(?: [^\s;]+){0,9}$")
_ONCE_PROPOSED = re.compile(r"(?:kết quả|sau khi|hồ sơ|căn cứ|trên cơ sở|theo(?! đó))(?: [^\s,]+){0,3} ?$")
_OF_PROPOSAL = re.compile(r"^(?: [UOB]\d+)?(?: \S+){0,2} $")
_PROPOSED_AFTER = re.compile(r"^[^;]{0,30}(?<!\S)được(?: \S+){0,2} (?:đề nghị|đề xuất|giới thiệu|suy tôn|xét)(?!\S)")
# What earns an award, or is said again with pride, is not given a second time.
_REASON = re.compile(r"A\d+ [^;]*(?<!\S)(?:vì|do) (?:đã )?(?:có|hoàn thành|đạt|lập)(?!\S)[^;]*$")
_AGAIN = re.compile(r"(?<!\S)(?:đây )?là (?:lần|năm) thứ (?:\S+)(?!\S)|(?<!\S)mỗi (?:cụm|khối)(?: thi đua)? được(?!\S)")
_SELF_EVIDENT = frozenset({AwardForm.PRIZE, AwardForm.LEAD_UNIT, AwardForm.RANK})


class StatusReader:
    """Reads the status of an award from its sentence."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        """Reads `phrases`: `propose`, `confer`."""
        self._propose = re.compile(rf"(?<!\S)(?:{phrases['propose']})(?!\S)")
        self._confer = re.compile(rf"(?<!\S)(?:{phrases['confer']})(?!\S)")
        self._strong = re.compile(rf"(?<!\S){_STRONG}(?!\S)")

    def __call__(self, sketch: Sketch, award: Given, heading: str = "") -> AwardStatus | None:
        """The status; None where the sentence names an award but gives it to nobody.

        heading: what stands above a list whose item the sentence is: "Khối đề nghị khen thưởng như sau:".
        """
        before = heading + sketch.text[: award.start]
        after = sketch.text[award.end :]
        clause = before[before.rfind(" ; ") + 1 :].rstrip()
        strong = list(self._strong.finditer(before))
        if (
            _CARED_FOR.search(clause)
            or _INTENDS.search(clause)
            or (_AIM.search(clause) and not strong and not self._propose.search(before))
        ):
            return None
        if _AGAIN.search(clause) or (award.award.value.form in _SELF_EVIDENT and _REASON.search(before)):
            return None
        if self._proposed(before, strong) or _PROPOSED_AFTER.match(after):
            return AwardStatus.PROPOSED
        if _told(before, clause, after):
            return AwardStatus.ANNOUNCED
        if strong or self._confer.search(before) or self._confer.search(after[:60]):
            return AwardStatus.CONFERRED
        return AwardStatus.CONFERRED if award.award.value.form in _SELF_EVIDENT else None

    def _proposed(self, before: str, strong: list[re.Match[str]]) -> bool:
        proposals = list(self._propose.finditer(before))
        if not proposals:
            return False
        last = proposals[-1]
        if any(s.start() > last.end() and re.search(r"[;,]", before[last.end() : s.start()]) for s in strong):
            return False
        conferred = [c for c in self._confer.finditer(before) if not _OF_PROPOSAL.match(before[last.end() : c.start()])]
        conferred = [c for c in conferred if c.start() > last.end()]
        return not (conferred and _ONCE_PROPOSED.search(before[: last.start()]))


def _told(before: str, clause: str, after: str) -> bool:
    if _TOLD_OF_ALL.search(before):
        return True
    clause = _BRACKETS.sub("", clause)
    if _LATELY.search(clause) or _LATELY.search(after.split(" ; ", maxsplit=1)[0]):
        return True
    return _TOLD.search(clause) is not None and not _HERE.search(before)
