"""Records in a few words: `Maker` writes an article and finds the evidence of each fact in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from records import (
    Article,
    Award,
    AwardForm,
    AwardLevel,
    AwardStatus,
    AwardStep,
    Bloc,
    BlocKind,
    Document,
    Event,
    EventType,
    Evidence,
    Grain,
    Holder,
    HolderType,
    Leader,
    LeaderRole,
    LeaderStatus,
    Member,
    Official,
    OfficialPart,
    Recipient,
    RecipientType,
    Record,
    Unit,
    article_id,
)


class Hands:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = datetime(2025, 1, 10, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **parts: float) -> None:
        self.now += timedelta(**parts)


class Maker:
    """One article on the way to a record. Each fact names the words that are its evidence; they must be in the text."""

    def __init__(
        self, text: str, *, url: str | None = None, published: str | None = None, extractor: str = "1"
    ) -> None:
        self.text = text
        self.url = url
        self.published = published
        self.extractor = extractor
        self.facts: dict[str, list[Any]] = {}

    def _proof(self, quote: str, rule: str, confidence: float, *fields: str) -> dict[str, Any]:
        start = self.text.index(quote)
        evidence = (Evidence(start=start, end=start + len(quote), text=quote, fields=fields),)
        return {"evidence": evidence, "rule": rule, "confidence": confidence}

    def _keep(self, kind: str, fact: Any) -> Any:
        self.facts.setdefault(kind, []).append(fact)
        return fact

    def bloc(
        self, name: str, *, place: str | None = None, quote: str | None = None, sure: float = 0.9, **more: Any
    ) -> str:
        number = f"b{len(self.facts.get('blocs', ())) + 1}"
        kind = BlocKind.CUM if name.lower().startswith("cụm") else BlocKind.KHOI
        proof = self._proof(quote or name, "bloc.named", sure, "name")
        self._keep("blocs", Bloc(id=number, name=name, kind=kind, place=place, **more, **proof))
        return number

    def event(
        self, bloc: str | None, types: str, start: str | None, *, quote: str, sure: float = 0.9, **more: Any
    ) -> str:
        number = f"e{len(self.facts.get('events', ())) + 1}"
        day = date.fromisoformat(start) if start else None
        grain = more.pop("grain", "day" if day else None)
        event = Event(
            id=number,
            bloc=bloc,
            types=tuple(EventType(t) for t in types.split()),
            start=day,
            end=day,
            grain=Grain(grain) if grain else None,
            **more,
            **self._proof(quote, "event.dated", sure, "start"),
        )
        self._keep("events", event)
        return number

    def member(
        self,
        bloc: str,
        name: str,
        *,
        place: str | None = None,
        year: int | None = None,
        sure: float = 0.8,
        quote: str | None = None,
    ) -> None:
        proof = self._proof(quote or name, "member.listed", sure, "unit")
        self._keep("members", Member(bloc=bloc, unit=Unit(name=name, place=place), year=year, **proof))

    def leader(
        self, bloc: str, role: str, holder: str, *, kind: str = "unit", quote: str | None = None, **more: Any
    ) -> None:
        status = LeaderStatus(more.pop("status", "serving"))
        who = Holder(type=HolderType(kind), name=holder, place=more.pop("place", None))
        proof = self._proof(quote or holder, "leader.named", more.pop("sure", 0.85), "holder")
        self._keep("leaders", Leader(bloc=bloc, role=LeaderRole(role), holder=who, status=status, **more, **proof))

    def official(self, event: str | None, name: str, *titles: str, parts: str = "attended", sure: float = 0.8) -> None:
        did = tuple(OfficialPart(p) for p in parts.split())
        proof = self._proof(name, "official.named", sure, "name")
        self._keep("officials", Official(event=event, name=name, titles=titles, parts=did, **proof))

    def award(self, event: str | None, form: str, title: str, who: str | int, *, status: str, **more: Any) -> None:
        kind = more.pop("kind", "group" if isinstance(who, int) else "unit")
        name, count = (None, who) if isinstance(who, int) else (who, None)
        step, level = more.pop("step", None), more.pop("level", None)
        recipient = Recipient(type=RecipientType(kind), name=name, place=more.pop("place", None), count=count)
        award = Award(
            event=event,
            form=AwardForm(form),
            title=title,
            level=AwardLevel(level) if level else None,
            recipient=recipient,
            status=AwardStatus(status),
            step=AwardStep(step) if step else None,
            **self._proof(more.pop("quote", title), "award.handed", more.pop("sure", 0.7), "title"),
            **more,
        )
        self._keep("awards", award)

    def document(self, number: str, *, day: str | None = None, **more: Any) -> None:
        proof = self._proof(number, "document.cited", 0.95, "number")
        self._keep("documents", Document(number=number, date=date.fromisoformat(day) if day else None, **more, **proof))

    def record(self) -> Record:
        article = Article(
            id=article_id(url=self.url, text=self.text),
            source=self.url or "saved.txt",
            url=self.url,
            title=self.text.split("\n")[0],
            published=date.fromisoformat(self.published) if self.published else None,
            text=self.text,
        )
        facts = {kind: tuple(found) for kind, found in self.facts.items()}
        return Record(article=article, relevant=bool(facts.get("events")), extractor=self.extractor, **facts)


REVIEW = """Khối thi đua số 9 tổng kết năm 2024
Sáng 15/01/2025, Khối thi đua số 9 thành phố Hải Phòng tổ chức hội nghị tổng kết công tác thi đua năm 2024.
Khối gồm các đơn vị: Sở Y tế; Sở Khoa học và Công nghệ; Sở Tư pháp. Sở Y tế là Khối trưởng.
Dự hội nghị có đồng chí Trần Thị Hạnh, Phó Giám đốc Sở Y tế.
Khối thống nhất đề nghị tặng Cờ thi đua của Chính phủ cho Sở Tư pháp theo Kế hoạch số 15/KH-UBND.
"""


def review(
    text: str = REVIEW,
    *,
    extractor: str = "1",
    url: str | None = "http://portal.test/tin/9",
    leader: str = "Sở Y tế là Khối trưởng",
) -> Maker:
    """The review of a bloc's year in Hải Phòng: one of each kind of fact."""
    made = Maker(text, url=url, published="2025-01-16", extractor=extractor)
    bloc = made.bloc("Khối thi đua số 9", place="thành phố Hải Phòng", member_count=3)
    event = made.event(bloc, "year_end_review", "2025-01-15", quote="Sáng 15/01/2025", emulation_year=2024)
    for name in ("Sở Y tế", "Sở Khoa học và Công nghệ", "Sở Tư pháp"):
        made.member(bloc, name, year=2024)
    made.leader(bloc, "head", "Sở Y tế", year=2024, quote=leader)
    made.official(event, "Trần Thị Hạnh", "Phó Giám đốc Sở Y tế")
    flag = {"level": "government", "grantor": "Chính phủ", "year": 2024}
    made.award(event, "flag", "Cờ thi đua của Chính phủ", "Sở Tư pháp", status="proposed", **flag)
    made.document("15/KH-UBND", kind="Kế hoạch")
    return made
