"""What can be wrong with a page."""


class NotAnArticle(ValueError):  # noqa: N818 - it says what the page is; the door is named in the design
    """A page holds nothing that can be read as an article; the message says why and what to do."""
