"""Two people who differ about a pair: the later word counts, flagged, until a third settles it."""

from __future__ import annotations

from collections.abc import Iterable

DISPUTED = "disputed: "


def dispute(words: Iterable[tuple[str, str]]) -> str | None:
    """Who says what, when `same` stands against `not_same`; None when nobody differs.

    words: (user, action) in the order they were said. Each person's last word is theirs. Who was no party to a dispute
    settles it by speaking; it can be opened again.
    """
    parties: dict[str, str] = {}
    for user, action in words:
        if user not in parties and _differ(parties):
            parties = {}
        parties[user] = action
    if not _differ(parties):
        return None
    sides = [f"{user} says {action.replace('_', ' ')}" for user, action in parties.items() if action != "unsure"]
    return DISPUTED + ", ".join(sides)


def _differ(parties: dict[str, str]) -> bool:
    return {"same", "not_same"} <= set(parties.values())
