"""The types that flow between the rooms, and nothing else.

An article's way through the house is `Page` → `Article` → `Record`. Everything here is frozen, slotted, keyword-only
and needs the standard library alone, so that every room can import it and it imports no room.

>>> from records import Article, Record
"""

from records.article import Article, Block, BlockKind, article_id, canonical_url, in_series, url_parts
from records.context import Context
from records.dates import Grain, PartOfDay, Period
from records.facts import (
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
    Fact,
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
    Unit,
)
from records.page import Page
from records.ports import Captured, Frontier, Lease, Sink, Visit
from records.record import FACT_KINDS, Issue, Record
from records.span import Span
from records.wire import WireError, record_from_json, record_to_json

__all__ = [
    "FACT_KINDS",
    "Article",
    "Award",
    "AwardForm",
    "AwardLevel",
    "AwardStatus",
    "AwardStep",
    "Bloc",
    "BlocKind",
    "Block",
    "BlockKind",
    "Captured",
    "Context",
    "Document",
    "Event",
    "EventType",
    "Evidence",
    "Fact",
    "Frontier",
    "Grain",
    "Holder",
    "HolderType",
    "Issue",
    "Leader",
    "LeaderRole",
    "LeaderStatus",
    "Lease",
    "Member",
    "Official",
    "OfficialPart",
    "Page",
    "PartOfDay",
    "Period",
    "Recipient",
    "RecipientType",
    "Record",
    "Sink",
    "Span",
    "Unit",
    "Visit",
    "WireError",
    "article_id",
    "canonical_url",
    "in_series",
    "record_from_json",
    "record_to_json",
    "url_parts",
]
