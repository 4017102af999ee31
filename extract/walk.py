"""A page's text as a reader sees it: stretches of text in reading order, each with where in the mark-up it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import NamedTuple

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
# What a line of text ends at.
_BREAKS = _BLOCKS | {"img"}
_STRONG = frozenset({"b", "strong", "h1", "h2", "h3", "h4"})
_SLANTED = frozenset({"i", "em"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:hidden|d-none|sr-only|visually-hidden|screen-reader-text|print-only|no-display)(?:\s|$)"
)
_CAPTION = re.compile(
    r"caption|image_?desc|desc_?(?:img|image|photo)|chu-?thich|anh-?chu|note-?(?:img|image)|img-?note", re.I
)
_CENTERED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)


class Segment(NamedTuple):
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


class _Around(NamedTuple):
    """The mark-up that is open around a text."""

    linked: bool = False
    strong: bool = False
    slanted: bool = False
    caption: bool = False
    centered: bool = False

    def within(self, tag: str, attributes: Mapping[str, str]) -> _Around:
        """What is around the text inside one more element; most elements change nothing."""
        around = self
        if tag == "a" and "href" in attributes:
            around = around._replace(linked=True)
        elif tag in _STRONG:
            around = around._replace(strong=True)
        elif tag in _SLANTED:
            around = around._replace(slanted=True)
        if _is_caption(tag, attributes):
            around = around._replace(caption=True)
        return around._replace(centered=True) if _is_centered(tag, attributes) else around


@dataclass(slots=True)
class _Open:
    """What is known of the text that is being collected."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    strong: int = 0
    slanted: int = 0
    size: int = 0

    def add(self, text: str, around: _Around) -> None:
        """Take a piece of text with the mark-up around it."""
        size = len(text.strip())
        self.pieces.append(text)
        self.size += size
        self.linked += size * around.linked
        self.strong += size * around.strong
        self.slanted += size * around.slanted


class _Walk:
    """One pass over a tree; no recursion, so that depth costs nothing."""

    def __init__(self, skip: Set[HtmlElement]) -> None:
        self.skip = skip
        self.open = _Open()
        self.blocks: list[HtmlElement] = []
        self.around = [_Around()]
        self.image = False

    def run(self, root: HtmlElement) -> Iterator[Segment]:
        """The segments under an element."""
        self.blocks.append(root)
        events = etree.iterwalk(root, events=("start", "end"))
        skipped = None
        for event, element in events:
            tag = element.tag
            if event == "start":
                attributes = dict(element.items())
                if element is not root and self._is_skipped(element, tag, attributes):
                    events.skip_subtree()  # its end event still comes
                    skipped = element
                    continue
                if tag in _BREAKS and (segment := self._flush()):
                    yield segment
                self._enter(element, tag, attributes)
                text = element.text
            else:
                if element is skipped:
                    skipped = None
                else:
                    if tag in _BLOCKS and (segment := self._flush()):
                        yield segment
                    self._leave(tag)
                text = None if element is root else element.tail
            if text:
                self._text(text)
        if segment := self._flush():
            yield segment

    def _is_skipped(self, element: HtmlElement, tag: object, attributes: Mapping[str, str]) -> bool:
        if not isinstance(tag, str) or tag in _SKIPPED or element in self.skip:
            return True
        return bool(attributes) and _is_hidden(attributes)

    def _enter(self, element: HtmlElement, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _BLOCKS:
            self.blocks.append(element)
        if tag == "img":
            self.image = True
        self.around.append(self.around[-1].within(tag, attributes))

    def _leave(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.blocks.pop()
        self.around.pop()

    def _text(self, text: str) -> None:
        around = self.around[-1]
        self.open.add(text, around)
        if around.caption and text.strip():
            self.image = True

    def _flush(self) -> Segment | None:
        """The line that was collected, if it has words."""
        collected = self.open
        if not collected.size:
            collected.pieces.clear()
            return None
        self.open = _Open()
        text = " ".join("".join(collected.pieces).split()).strip(EDGE)
        if not text:
            return None
        node, pictured, around = self.blocks[-1], self.image, self.around[-1]
        self.image = False
        return Segment(
            text=text,
            line=Line(start=0, end=len(text), raw=text, pictured=pictured),
            node=node,
            kind=_kind(node, around),
            linked=collected.linked,
            strong=collected.strong >= collected.size > 0,
            after_image=pictured,
            styled=around.centered or collected.slanted >= 0.9 * collected.size,
        )


def segments(root: HtmlElement, skip: Set[HtmlElement] = frozenset()) -> list[Segment]:
    """The text under an element in reading order, without scripts, controls, menus, hidden elements and `skip`."""
    return list(_Walk(skip).run(root))


def _kind(node: HtmlElement, around: _Around) -> BlockKind | None:
    """What the mark-up says a line is."""
    if around.caption:
        return BlockKind.CAPTION
    if node.tag == "br":
        node = node.getparent() if node.getparent() is not None else node
    return BlockKind.LIST_ITEM if node.tag == "li" else None


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    if "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
        return True
    return _HIDDEN_CLASS.search(attributes.get("class", "")) is not None


def _is_caption(tag: str, attributes: Mapping[str, str]) -> bool:
    if tag in {"figcaption", "caption"}:
        return True
    name = attributes.get("class")
    return name is not None and tag not in {"table", "figure"} and _CAPTION.search(name) is not None


def _is_centered(tag: str, attributes: Mapping[str, str]) -> bool:
    if tag == "center" or attributes.get("align") == "center":
        return True
    style = attributes.get("style")
    return style is not None and _CENTERED.search(style) is not None
