"""The facts that an article yields: blocs, events, members, leaders, officials, awards, documents.

The enumerations are the wire values of `thidua.record/1`; what each means, and how an annotator decides, is in
`docs/record.md`. Names follow Popolo (membership, post) and FollowTheMoney where they have the notion.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from records.dates import Grain, PartOfDay


class BlocKind(StrEnum):
    """khối or cụm; articles mix the two for one bloc."""

    KHOI = "khối"
    CUM = "cụm"


class EventType(StrEnum):
    """What a bloc's event was, in the order of: ký kết, triển khai, sơ kết, tổng kết, bình xét, bàn giao, trao thưởng,
    thành lập, hoạt động.
    """

    SIGNING = "signing"
    LAUNCH = "launch"
    INTERIM_REVIEW = "interim_review"
    YEAR_END_REVIEW = "year_end_review"
    ASSESSMENT = "assessment"
    HANDOVER = "handover"
    AWARD_CEREMONY = "award_ceremony"
    ESTABLISHMENT = "establishment"
    ACTIVITY = "activity"


class HolderType(StrEnum):
    """A bloc is led by a unit or by a person in office."""

    UNIT = "unit"
    PERSON = "person"


class LeaderRole(StrEnum):
    """khối trưởng, cụm trưởng are heads; khối phó, cụm phó are deputies."""

    HEAD = "head"
    DEPUTY = "deputy"


class LeaderStatus(StrEnum):
    """`incoming` for a term that starts, `outgoing` for who hands over, else `serving`."""

    SERVING = "serving"
    INCOMING = "incoming"
    OUTGOING = "outgoing"


class OfficialPart(StrEnum):
    """What a named official did at the event."""

    ATTENDED = "attended"
    CHAIRED = "chaired"
    DIRECTED = "directed"
    SPOKE = "spoke"
    PRESENTED_AWARD = "presented_award"


class AwardForm(StrEnum):
    """The kind of honour, after Luật Thi đua, khen thưởng 2022."""

    FLAG = "flag"
    LEAD_UNIT = "lead_unit"
    RANK = "rank"
    MERIT_CERTIFICATE = "merit_certificate"
    COMMENDATION = "commendation"
    ORDER = "order"
    MEDAL = "medal"
    COLLECTIVE_TITLE = "collective_title"
    INDIVIDUAL_TITLE = "individual_title"
    COMMEMORATIVE = "commemorative"
    PRIZE = "prize"
    OTHER = "other"


class AwardLevel(StrEnum):
    """Who grants: from the state down to a single unit."""

    STATE = "state"
    GOVERNMENT = "government"
    MINISTRY = "ministry"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    BLOC = "bloc"
    UNIT = "unit"


class AwardStatus(StrEnum):
    """`conferred` when handed over or decided, `proposed` by the bloc's vote, `announced` when told of later."""

    CONFERRED = "conferred"
    PROPOSED = "proposed"
    ANNOUNCED = "announced"


class AwardStep(StrEnum):
    """How far up the ladder this statement takes the award."""

    PROPOSED = "proposed"
    DECIDED = "decided"
    HANDED_OVER = "handed_over"


class RecipientType(StrEnum):
    """A named unit, a named person, or a group of which only the count is told."""

    UNIT = "unit"
    PERSON = "person"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A stretch of the article's text that carries a fact; `fields` names the attributes it supports."""

    start: int
    end: int
    text: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact has: how sure the reader is (0 to 1), where it stands, and the rule that read it."""

    confidence: float
    evidence: tuple[Evidence, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bloc(Fact):
    """An emulation bloc; `place` is the authority or territory it runs under, `member_count` as the text states it."""

    id: str
    name: str
    kind: BlocKind
    place: str | None = None
    member_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Fact):
    """An event of one bloc. `year_from` tells what the year was taken from; see `records.dates.Period`."""

    id: str
    bloc: str | None
    types: tuple[EventType, ...]
    start: date | None = None
    end: date | None = None
    part_of_day: PartOfDay | None = None
    year_inferred: bool = False
    emulation_year: int | None = None
    theme: str | None = None
    venue: str | None = None
    grain: Grain | None = None
    year_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An organisation by name; the place stands in the name where it is part of it, else beside it."""

    name: str
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who leads a bloc."""

    type: HolderType
    name: str
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who is honoured; a group that is not named has `name` None and, where told, a `count`."""

    type: RecipientType
    name: str | None = None
    place: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Fact):
    """A unit belongs to a bloc, in the emulation year its list is for."""

    bloc: str
    unit: Unit
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader(Fact):
    """A unit or a person heads a bloc, or is its deputy, for the year of the term."""

    bloc: str
    role: LeaderRole
    holder: Holder
    year: int | None = None
    status: LeaderStatus = LeaderStatus.SERVING


@dataclass(frozen=True, slots=True, kw_only=True)
class Official(Fact):
    """A named person in office who took part in the event."""

    event: str | None
    name: str
    titles: tuple[str, ...] = ()
    parts: tuple[OfficialPart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Award(Fact):
    """An honour, proposed, conferred or told of. `year` is the emulation year it is for."""

    event: str | None
    form: AwardForm
    title: str
    level: AwardLevel | None
    recipient: Recipient
    grantor: str | None = None
    year: int | None = None
    status: AwardStatus
    step: AwardStep | None = None
    decision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Fact):
    """A document cited with its number."""

    number: str
    kind: str | None = None
    issuer: str | None = None
    date: date | None = None
    grain: Grain | None = None
    year_from: str | None = None
