"""What each table's entries may carry. A key or kind that is not named here is a typing error until it is added."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSchema:
    """The shape of one table.

    kinds: the values `kind` may have; empty when the table has no kinds. keys: the other keys an entry may have.
    required: those of them that it must have. values: for a key, the only values it may have.
    connectives: also accept other ways to write "và", commas and dashes. unique_forms: no form belongs to two entries.
    """

    kinds: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    values: tuple[tuple[str, frozenset[str]], ...] = ()
    connectives: bool = False
    unique_forms: bool = True


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEVELS = _words("state government ministry province district commune bloc unit")
_YES_NO = _words("yes no")

# Files of lexicon/ that another room reads in its own way; a workspace folder may hold them too.
OTHER_FILES = ("page_frame", "successions", "rules_")

TABLES: dict[str, TableSchema] = {
    "phrases": TableSchema(
        kinds=_words(
            "propose confer tell choose serve_as hand_over hold planned wished before jubilee"
            " attend chair direct speak present"
            " consist member_noun guest rest name_stop bloc_owner_not bloc_not compound namesake"
            " bloc_opener bloc_counted bloc_generic bloc_sort bloc_owner"
        ),
        unique_forms=False,
    ),
    "leader_roles": TableSchema(kinds=_words("head deputy")),
    "event_types": TableSchema(
        kinds=_words(
            "signing launch interim_review year_end_review assessment handover award_ceremony establishment activity"
        ),
        unique_forms=False,
    ),
    "places": TableSchema(
        kinds=frozenset({"tỉnh", "thành phố", "region", "group", "country", "quận", "huyện", "thị xã"}),
        keys=_words("from until successor document region bare province note"),
        values=(("bare", _YES_NO),),
        unique_forms=False,
    ),
    "place_levels": TableSchema(
        kinds=_words("province district commune below"), keys=_words("bare"), values=(("bare", _YES_NO),)
    ),
    "unit_kinds": TableSchema(
        kinds=_words("party state front police army justice education health culture economy finance religion general"),
        keys=_words("takes plain level note"),
        required=_words("takes"),
        values=(("plain", _YES_NO), ("level", LEVELS)),
    ),
    "unit_fields": TableSchema(keys=_words("heads from until note"), connectives=True),
    "unit_abbreviations": TableSchema(
        kinds=_words("body field company school place post word number plan"),
        keys=_words("expands in_names note from until"),
        required=_words("expands"),
        values=(("in_names", _YES_NO),),
        unique_forms=False,
    ),
    "organisations": TableSchema(
        kinds=_words(
            "party state ministry justice front union association army police bank company media education health"
            " religion culture science"
        ),
        keys=_words("level from until successor note short"),
        values=(("level", LEVELS),),
        connectives=True,
    ),
    "posts": TableSchema(
        kinds=_words("party state front police army justice education health company media religion general mark"),
        keys=_words("takes rank note"),
        required=_words("takes"),
        values=(("takes", _words("body none post")),),
    ),
    "honorifics": TableSchema(
        kinds=_words("honorific rank degree profession religious"),
        keys=_words("expands plural note"),
        values=(("plural", _YES_NO),),
        unique_forms=False,
    ),
    "surnames": TableSchema(
        kinds=_words("kinh minority religious"),
        keys=_words("frequency people note"),
        required=_words("frequency"),
        values=(("frequency", _words("very_common common rare")),),
    ),
    "given_names": TableSchema(
        kinds=_words("middle given both"), keys=_words("gender note"), values=(("gender", _words("f m b")),)
    ),
    "award_forms": TableSchema(
        kinds=_words(
            "flag lead_unit rank merit_certificate commendation order medal collective_title individual_title"
            " commemorative prize other"
        ),
        keys=_words("level law grades recipient note"),
        values=(("level", LEVELS), ("recipient", _words("unit person both"))),
    ),
    "document_kinds": TableSchema(
        kinds=_words("law decision plan directive report letter party regulation other"),
        keys=_words("code note"),
    ),
    "number_suffixes": TableSchema(
        kinds=_words("kind issuer"), keys=_words("expands note"), required=_words("expands"), unique_forms=False
    ),
}
