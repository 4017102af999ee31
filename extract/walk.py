"""A page's text as a reader sees it: stretches of text in reading order, each with where in the mark-up it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from extract import kinds
from extract.lines import EDGE, Line
from records import BlockKind

_SKIPPED = frozenset({
    "applet", "audio", "button", "canvas", "datalist", "dialog", "embed", "frameset", "head", "iframe", "input", "link",
    "map", "menu", "meta", "nav", "noscript", "object", "option", "script", "select", "style", "svg", "template",
    "textarea", "video",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul",
})  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:hidden|d-none|sr-only|visually-hidden|screen-reader-text|print-only|no-display)(?:\s|$)"
)
_CAPTION = re.compile(
    r"caption|image_?desc|desc_?(?:img|image|photo)|chu-?thich|anh-?chu|note-?(?:img|image)|img-?note", re.I
)
_CENTERED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One line of the page.

    line: the text as the classifiers of `kinds` take it. node: the element that holds it (the nearest block). kind:
    what the mark-up says it is, or None. linked: how many of its characters stand in links. strong: whether all of it
    is bold. after_image: whether a picture stands directly before it. styled: whether it is centred or slanted, as
    captions are.
    """

    text: str
    line: Line
    node: HtmlElement
    kind: BlockKind | None
    linked: int
    strong: bool
    after_image: bool
    styled: bool

    @property
    def is_furniture(self) -> bool:
        """Whether the line is frame, a clock, a dateline or the beginning of the page's leftovers."""
        return kinds.is_furniture(self.line)

    @property
    def is_link(self) -> bool:
        """Whether most of the line is links: a menu, a list of other stories."""
        return self.linked > 0.6 * len(self.text)


@dataclass(slots=True)
class _Open:
    """What is known of the text that is being collected."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    strong: int = 0
    slanted: int = 0
    size: int = 0

    def add(self, text: str, *, linked: bool, strong: bool, slanted: bool) -> None:
        """Take a piece of text with the mark-up around it."""
        size = len(text.strip())
        self.pieces.append(text)
        self.size += size
        self.linked += size * linked
        self.strong += size * strong
        self.slanted += size * slanted


class _Walk:
    """One pass over a tree; no recursion, so that depth costs nothing."""

    def __init__(self, skip: Set[HtmlElement]) -> None:
        self.skip = skip
        self.open = _Open()
        self.blocks: list[HtmlElement] = []
        self.links = self.strongs = self.slants = self.captions = self.centers = 0
        self.image = False

    def run(self, root: HtmlElement) -> Iterator[Segment]:
        """The segments under an element."""
        self.blocks.append(root)
        events = etree.iterwalk(root, events=("start", "end"))
        skipped = None
        for event, element in events:
            if event == "start" and element is not root and self._is_skipped(element):
                events.skip_subtree()  # its end event still comes
                skipped = element
                continue
            if event == "start":
                yield from self._start(element)
            elif element is skipped:
                skipped = None
            else:
                yield from self._end(element)
            text = element.text if event == "start" else element.tail
            if text and not (event == "end" and element is root):
                self._text(text)
        yield from self._flush()

    def _is_skipped(self, element: HtmlElement) -> bool:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED or element in self.skip:
            return True
        style, name = element.get("style"), element.get("class")
        if style and _HIDDEN.search(style):
            return True
        return element.get("hidden") is not None or (name is not None and _HIDDEN_CLASS.search(name) is not None)

    def _start(self, element: HtmlElement) -> Iterator[Segment]:
        tag = element.tag
        if tag in _BLOCKS:
            yield from self._flush()
            self.blocks.append(element)
        if tag == "img":
            yield from self._flush()
            self.image = True
        self._count(element, 1)

    def _end(self, element: HtmlElement) -> Iterator[Segment]:
        if element.tag in _BLOCKS:
            yield from self._flush()
            self.blocks.pop()
        self._count(element, -1)

    def _count(self, element: HtmlElement, step: int) -> None:
        """Keep account of the mark-up that is open around the text."""
        tag = element.tag
        if tag == "a" and element.get("href") is not None:
            self.links += step
        elif tag in {"b", "strong", "h1", "h2", "h3", "h4"}:
            self.strongs += step
        elif tag in {"i", "em"}:
            self.slants += step
        if _is_caption(element):
            self.captions += step
        if _is_centered(element):
            self.centers += step

    def _text(self, text: str) -> None:
        self.open.add(text, linked=self.links > 0, strong=self.strongs > 0, slanted=self.slants > 0)
        if self.captions and text.strip():
            self.image = True

    def _flush(self) -> Iterator[Segment]:
        collected = self.open
        if not collected.size:
            collected.pieces.clear()
            return
        self.open = _Open()
        text = " ".join("".join(collected.pieces).split()).strip(EDGE)
        if not text:
            return
        node = self.blocks[-1]
        yield Segment(
            text=text,
            line=Line(start=0, end=len(text), raw=text, pictured=self.image),
            node=node,
            kind=self._kind(node),
            linked=collected.linked,
            strong=collected.strong >= collected.size > 0,
            after_image=self.image,
            styled=self.centers > 0 or collected.slanted >= 0.9 * collected.size,
        )
        self.image = False

    def _kind(self, node: HtmlElement) -> BlockKind | None:
        if self.captions:
            return BlockKind.CAPTION
        if node.tag == "br":
            node = node.getparent() if node.getparent() is not None else node
        return BlockKind.LIST_ITEM if node.tag == "li" else None


def segments(root: HtmlElement, skip: Set[HtmlElement] = frozenset()) -> list[Segment]:
    """The text under an element in reading order, without scripts, controls, menus, hidden elements and `skip`."""
    return list(_Walk(skip).run(root))


def _is_caption(element: HtmlElement) -> bool:
    if element.tag in {"figcaption", "caption"}:
        return True
    name = element.get("class")
    return name is not None and element.tag not in {"table", "figure"} and _CAPTION.search(name) is not None


def _is_centered(element: HtmlElement) -> bool:
    if element.tag == "center" or element.get("align") == "center":
        return True
    style = element.get("style")
    return style is not None and _CENTERED.search(style) is not None
