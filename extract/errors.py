"""What can be wrong with a page."""

# Fifty times a long article; a dump of a whole site would keep every later step busy for minutes.
MOST_CHARACTERS = 2_000_000


class NotAnArticle(ValueError):  # noqa: N818 - it says what the page is; the door is named in the design
    """A page holds nothing that can be read as an article; the message says why and what to do."""


def refuse_long(size: int) -> None:
    """Raise `NotAnArticle` for a text of more characters than any article has."""
    if size > MOST_CHARACTERS:
        raise NotAnArticle(
            f"its text has {size:,} characters, over the limit of {MOST_CHARACTERS:,} for one article; "
            "give its articles one by one"
        )
