"""Who an award goes to: the lists of recipients in a sentence, and how each award finds its own.

A sentence becomes a row of chunks: award names, lists of recipients, and the words between them. An award looks to its
right ("tặng A cho U, U"), then to its left ("U, U được tặng A"), then to the award before it ("suy tôn U là A, đề nghị
tặng B"). Who stands right before "tặng" grants, and is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.facts.award_references import RANKS, Given, counted_ranks, holders, one_each, refers, these, unnamed
from nlp.facts.recipient_lists import Chunk, chunks
from nlp.reading import Mark
from nlp.sketch import Sketch

_GIVES = r"(?:xem xét|xét|quyết định|khen thưởng|trao|công nhận|đã|ra quyết định|ký quyết định|,)"
_GRANTS = re.compile(
    rf"^(?: {_GIVES})*? (?:tặng|trao tặng|trao|công nhận|khen thưởng|tặng thưởng|xét tặng|phong tặng|cấp|xét|khen"
    rf"|ký|ban hành|công bố|thừa ủy quyền|quyết định)(?= |$)"
)
_TO = (
    r"(?:cho|lên lá cờ truyền thống của|lên lá cờ|tặng|tặng cho|trao cho|đến|tới|đối với|thuộc về|gồm|:"
    r"|trao tặng|của đội|của đơn vị)"
)
_WHO = (
    r"(?: (?:các|tập thể|đơn vị|cá nhân|đồng chí|hai|ba|bốn|đội|ông|bà|lãnh đạo|gia đình|thân nhân|hộ|với|anh"
    r"|chị|những|tỉnh|thành phố|và|cả|cán bộ|đại diện|các tỉnh|em|cô|thầy|chủ nhà|đăng cai|bạn|khách|-))*"
)
_RIGHT = re.compile(
    rf"^(?: (?!đề (?:nghị(?! cho)|xuất|cử)|tặng (?!{_WHO} ?$)|trao (?!cho)|suy|bầu(?! cử)|;)\S+){{0,14}}? {_TO}{_WHO} $"
    rf"|^ (?:{_TO}"
    rf"|là|như|được trao cho|được đề nghị cho){_WHO} $"
)
_GIVES_IT = re.compile(r"(?<!\S)(?:tặng|trao|truy tặng)(?: thưởng)? $")
_MOVEMENT = re.compile(
    r"(?<!\S)(?:phong trào|xây dựng)(?: [^\s,;]+){0,14} $"
)  # "phong trào xây dựng công đoàn vững mạnh"
_ADJACENT = re.compile(r"^ ?(?:(?:-|:|là|thuộc về|của)(?: đội| đoàn| đơn vị)? )?$")
_RECEIVES = re.compile(
    r"(?<!\S)(?:được|nhận(?! chăm| đỡ| hỗ| xét| định| thức| thấy| bàn)|đạt|đoạt|giành|xếp|là|vinh dự|đón nhận"
    r"|đứng|về(?! (?:tiêu chuẩn|việc|công tác|chế độ|điều kiện|quy định))|xứng đáng|làm|giữ)(?!\S)"
)
_ACTS = re.compile(
    r"(?<!\S)(?:trao|tặng|công bố|đề nghị|thừa|thông báo|biểu dương|yêu cầu|phấn đấu|đề xuất|ký|chúc mừng|đọc"
    r"|phát biểu|lo|quyết định|ban hành|xét)(?!\S)"
)
_CONNECTS = re.compile(
    r"^(?: (?:và|,|cùng|kèm|kèm theo|cùng với|đồng thời|hoặc|tặng|trao|danh hiệu|đề nghị|một|các|nhận))+ $"
)
_ASKED = re.compile(
    r"^ (?:đề nghị|đề xuất|xét)(?: [UO]\d+)?(?: [^\s;A-Z]+){0,3} (?:tặng|công nhận|khen)(?: danh hiệu)? $"
)
_FOR_THE_FIRST = re.compile(r"^(?: Y\d+)? (?:cho|tặng)(?: các| đơn vị| tập thể| hai| ba)* $")
_INHERITS = re.compile(r"(?<!\S)(?:được|và|đồng thời|đề nghị|cùng|,|trình|kèm|nhận|-|\()(?!\S)")
_BRACKETED = re.compile(r"^ \( (?:được |cùng |đề nghị |xét |[UO]\d+ )*(?:tặng|nhận|trao) (?:danh hiệu )?$")
_BRACKETS = re.compile(r" \( [^()]* \)")
_OF = re.compile(r"(?:^| )(?:của|do|bởi|theo) $")
# "suy tôn U, đề nghị UBND tỉnh tặng A": who is chosen in front gets what is asked for.
_CHOSEN = re.compile(
    r"(?<!\S)(?:suy tôn|giới thiệu|bình chọn|bầu chọn|lựa chọn|thống nhất chọn|đề cử)"
    r"(?:(?: \S+){0,2}?| các (?:đơn vị|tập thể|tỉnh|địa phương)(?: :)?) $"
)
_ASK = (
    r"(?:đề nghị|đề xuất|trình|kiến nghị)(?:(?: trung ương| lãnh đạo)? [UO]\d+)?(?:(?: xét| chọn| xem)* trình [UO]\d+)?"
    r"(?: [^\s;A-Z]+){0,4}? (?:tặng|công nhận|khen)"
    r"(?: thưởng| danh hiệu)* $"
)
_ASKED_FOR = re.compile(rf"^(?: là N\d+(?: [^\s;,A-Z]+){{0,4}})?(?: ,| và| để| O\d+)* {_ASK}")
# "U đề nghị tặng A; …", "U thuộc ngành dọc nên khối đề xuất Bộ tặng A": at the head of its clause, no "cho" after it.
_FRONTED = re.compile(
    r"^(?: đủ phiếu| đủ điều kiện| đạt đủ phiếu| có đủ phiếu)?"
    r"(?:(?: [^\s;A-Z]+){0,8}?(?: nên| thì| ,)? (?:khối|cụm|hội nghị|B\d+)(?: [^\s;A-Z]+){0,2})?"
    rf" {_ASK}"
)
_CLAUSE_HEAD = re.compile(r"(?:^|[;:] |A\d+ ,(?: và)? |(?<!\S)(?:riêng|còn) )(?:các |hai |đơn vị |tập thể )*$")
_REASON = re.compile(r"(?<!\S)(?:do|vì|bởi|với)(?: đã)? (?:có )?[^;,.A-Z]{0,60}$")
_POINTS = re.compile(r"^ (?:: |đạt |được |với )?\d[\d.,]* điểm(?: ,)?(?: xếp| đứng)? ?$")
_COUNTED_PIECES = re.compile(r"\d+ (?:bộ|tấm|chiếc|lá) $")


def given(sketch: Sketch, earlier: Sequence[Given] = ()) -> list[Given]:
    """Every award of a sentence with who gets it; recipients are empty where the sentence does not say.

    earlier: the awards of the sentences before, for ranks that stand for who holds them.
    """
    row = counted_ranks(sketch.text, chunks(sketch), earlier)
    out: list[Given] = []
    waiting: list[int] = []
    for i, chunk in enumerate(row):
        if chunk.award is None:
            continue
        if refers(sketch.text, row, i):
            row[i] = Chunk(chunk.start, chunk.end, items=holders([*earlier, *out], chunk.award))
            continue
        recipients, rule = _bracketed(sketch.text, row, i) or _right(sketch.text, row, i)
        if not recipients and _shared_with_next(sketch.text, row, i):
            waiting.append(i)
            continue
        if not recipients:
            recipients, rule = _left(sketch.text, row, i)
        recipients = _names_of_count(sketch.text, row, i, recipients) or recipients
        recipients = these(sketch.text, recipients, row[:i], out) or recipients
        if not recipients and not _COUNTED_PIECES.search(sketch.text[: chunk.start]):
            recipients, rule = _earlier(sketch.text, row, i, out)
        for j in (*waiting, i):
            award = row[j].award
            if award is not None:
                out.append(Given(award, row[j].start, row[j].end, recipients, rule))
        waiting = []
    return one_each(sketch.text, out)


def _bracketed(text: str, row: list[Chunk], i: int) -> tuple[tuple[Mark, ...], str] | None:
    """ "khen thưởng: U, U (tặng A); U (tặng B)": an award in a bracket goes to the list before it."""
    if i == 0 or row[i - 1].award is not None or not text[row[i].end :].startswith(" )"):
        return None
    asked = _BRACKETED.match(text[row[i - 1].end : row[i].start])
    return (row[i - 1].items, "award.received") if asked else None


def _right(text: str, row: list[Chunk], i: int) -> tuple[tuple[Mark, ...], str]:
    if i + 1 >= len(row) or row[i + 1].award is not None:
        return (), ""
    chunk, after = row[i], row[i + 1]
    between = _BRACKETS.sub("", text[chunk.end : after.start])
    award = chunk.award
    if not between.strip() and after.items[0].label == "count":
        return after.items, "award.of_count"
    if not between.strip() and after.items[0].label == "person" and _GIVES_IT.search(text[: chunk.start]):
        return after.items, "award.to"
    if award is not None and award.value.form in RANKS and _ADJACENT.match(between) and not _unit_first(text, row, i):
        return after.items, "award.rank_of"
    if not _RIGHT.match(between) or _another_clause(text, chunk, after, between):
        return (), ""
    return _past_ranks(text, row, i + 1), "award.to"


def _past_ranks(text: str, row: list[Chunk], j: int) -> tuple[Mark, ...]:
    """The items of a list and of what goes on after ranks in brackets: "cho U (hạng nhì) và U (hạng ba)"."""
    items = row[j].items
    while j + 2 < len(row) and row[j + 1].award is not None and row[j + 2].award is None:
        opens, goes_on = text[row[j].end : row[j + 1].start].strip(), text[row[j + 1].end : row[j + 2].start].strip()
        if opens != "(" or goes_on not in (") và", ") ,", ") ;", "), và"):
            break
        items = (*items, *row[j + 2].items)
        j += 2
    return items


def _names_of_count(text: str, row: list[Chunk], i: int, recipients: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Who is counted before an award and named after it: "Hai đơn vị được đề nghị tặng A là U và U"."""
    counted = len(recipients) == 1 and recipients[0].label == "count"
    after = row[i + 1] if i + 1 < len(row) else None
    if not counted or after is None or after.award is not None:
        return ()
    between = text[row[i].end : after.start].strip()
    named = between in ("là", "gồm", ":", "gồm :", "là :", ", gồm", ", gồm :", "đó là")
    return after.items if named and len(after.items) == recipients[0].value.count else ()


def _another_clause(text: str, chunk: Chunk, after: Chunk, between: str) -> bool:
    """Whether the list after an award is not whom it goes to: they receive another, or grant the next."""
    if _RECEIVES.search(between.replace("được đề nghị", "").replace("được trao", "").replace("là", "")):
        return True
    if _GRANTS.match(text[after.end :]) and not re.search(r"(?:cho|tặng)", between):
        return True
    return between.strip() == "là" and chunk.award is not None and chunk.award.value.form not in RANKS


def _unit_first(text: str, row: list[Chunk], i: int) -> bool:
    """Whether this rank stands right after who has it: "U nhất, V nhì"."""
    if i == 0 or row[i - 1].award is not None:
        return False
    between = text[row[i - 1].end : row[i].start].split()
    return len(between) <= 2 and not {",", ";", "đồng"} & set(between)


def _shared_with_next(text: str, row: list[Chunk], i: int) -> bool:
    """ "tặng A và B cho U": an award that shares the recipients of the next."""
    following = row[i + 1].award if i + 1 < len(row) else None
    if following is None:
        return False
    between = text[row[i].end : row[i + 1].start]
    if _FOR_THE_FIRST.match(between) and following.value.form in RANKS:
        return True
    if not _CONNECTS.match(between):
        return False
    return not _left(text, row, i)[0]


def _left(text: str, row: list[Chunk], i: int) -> tuple[tuple[Mark, ...], str]:
    """The list before an award, in its clause, without who grants."""
    award = row[i]
    for j in range(i - 1, -1, -1):
        chunk = row[j]
        between = text[chunk.end : award.start]
        if chunk.award is not None and _REASON.search(text[: chunk.start]):
            continue  # "U do có thành tích xuất sắc dẫn đầu khối được đề nghị tặng A"
        if chunk.award is not None or ";" in between.split() or len(between.split()) > 30:
            return (), ""
        if _grants(text, chunk, between):
            continue
        if _OF.search(text[: chunk.start]) and not _RECEIVES.search(between):
            continue
        if _gets(between, adjacent=j == i - 1) or ((unnamed(chunk) or chunk.merged) and _ASKED.match(between)):
            return _with_neighbours(text, row, j), "award.received"
        if _asked_for(text, chunk, award, between):
            return chunk.items, "award.asked_for"
    return (), ""


def _asked_for(text: str, chunk: Chunk, award: Chunk, between: str) -> bool:
    """Whether a list is whom a proposal is for, or has the points that a rank stands for."""
    if award.award is not None and award.award.value.form in RANKS and _POINTS.match(between):
        return True
    before, rest = text[: chunk.start], text[award.end :].partition(" ;")[0]
    if _CHOSEN.search(before):
        return _ASKED_FOR.match(between) is not None
    return " cho " not in rest and bool(_CLAUSE_HEAD.search(before)) and _FRONTED.match(between) is not None


def _with_neighbours(text: str, row: list[Chunk], j: int) -> tuple[Mark, ...]:
    """The items of a list; of ranks that stand for their holders ("hạng nhì, hạng ba") the items of them all."""
    items = row[j].items
    while (
        text[row[j].start] == "A"
        and j > 0
        and row[j - 1].award is None
        and text[row[j - 1].end : row[j].start].strip() in (",", "và")
    ):
        j -= 1
        items = (*row[j].items, *items)
    return items


def _grants(text: str, chunk: Chunk, between: str) -> bool:
    """Whether a chunk is who gives: "đề nghị U tặng", "thừa ủy quyền của U"; never "tặng U" itself."""
    if re.search(r"(?:thừa ủy quyền|ủy quyền|thừa lệnh|thay mặt)(?: của)? $", text[: chunk.start]):
        return True
    return _GRANTS.match(between) is not None


def _gets(between: str, *, adjacent: bool) -> bool:
    words = re.sub(r"[A-Z]\d+ ?", "", between).strip()
    if words in ("", "(", ":", "-", "đồng", "đội", "danh hiệu"):
        return adjacent
    receives = list(_RECEIVES.finditer(words))
    if not receives:
        return False
    passive = re.search(r"(?<!\S)được(?!\S)", words)
    acts = [m for m in _ACTS.finditer(words) if not (passive and passive.start() < m.start())]
    return not acts or (acts[-1].start() < receives[-1].start() and receives[-1][0] not in ("là",))


def _earlier(text: str, row: list[Chunk], i: int, out: list[Given]) -> tuple[tuple[Mark, ...], str]:
    """The recipients of the awards before, where this clause goes on about them."""
    if not out:
        return (), ""
    gap = text[out[-1].end : row[i].start]
    start = max(
        (row[j].end for j in range(i) if row[j].start >= out[-1].start and not _granting(text, row, j, i)),
        default=out[-1].end,
    )
    rest = text[max(start, out[-1].end) : row[i].start]
    if ";" in gap.split() or _MOVEMENT.search(rest) or not _INHERITS.search(rest) or _OF.search(rest):
        return (), ""
    group: list[Mark] = []
    for known in reversed(out):
        if ";" in text[known.end : row[i].start].split():
            break
        group = [*known.recipients, *(m for m in group if m not in known.recipients)]
    return tuple(group), "award.also"


def _granting(text: str, row: list[Chunk], j: int, i: int) -> bool:
    return row[j].award is None and _grants(text, row[j], text[row[j].end : row[i].start])
