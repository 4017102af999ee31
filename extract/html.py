"""HTML → article: the source's selectors first, trafilatura where they say nothing; lead and captions by our eye."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from operator import itemgetter

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from extract import kinds
from extract.assemble import Draft, assemble
from extract.content import content_of
from extract.errors import NotAnArticle, refuse_long
from extract.metadata import Metadata, clean_author, day_of, metadata
from extract.publication import published_on
from extract.select import Picker, values
from extract.surroundings import Surroundings, around, parted
from extract.titles import page_title
from extract.walk import Segment, segments
from records import Article, BlockKind, article_id
from sources.model import Selector, Selectors

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FEWEST_WORDS = 5
# lxml.html asks Python for the class of every element it touches, a quarter of the time an article takes.
_ELEMENTS = etree.ElementDefaultClassLookup(element=HtmlElement)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is known of a page before it is read: its address, the day it was fetched, the selectors of its source."""

    source: str
    url: str | None
    day: date
    selectors: Selectors


def read_html(text: str, asked: Asked) -> Article:
    """The article of an HTML page. Raises `NotAnArticle` when no article text can be found in it."""
    tree = parse(text)
    pick = _Pick(tree=tree, asked=asked, picker=Picker(tree))
    about = metadata(tree)
    content, draft = _draft(pick, about)
    found = assemble(draft, about, latest=asked.day)
    if not found.words:
        raise NotAnArticle("it has no article text; if it is an article, name its content in the source's selectors")
    day, origin = published_on(
        tree, content, given=pick.day(), about=about, stated=found.published, url=asked.url, latest=asked.day
    )
    return Article(
        id=article_id(url=asked.url, text=found.text),
        source=asked.source,
        url=asked.url,
        title=found.title,
        published=day,
        published_from=origin,
        author=found.author or clean_author(pick.value("author")) or about.author,
        text=found.text,
        blocks=found.blocks,
    )


def parse(text: str) -> HtmlElement:
    """The page's tree. Raises `NotAnArticle` when there is none, or when it is nested beyond what a parser follows."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    parser.set_element_class_lookup(_ELEMENTS)
    clean = _XML_DECLARATION.sub("", text).replace("\x00", "")
    try:
        tree = lxml.html.document_fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise NotAnArticle(f"it cannot be parsed as HTML ({error}); fetch or save it again") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise NotAnArticle("its tags are nested more than 2,000 deep, which no page for readers is; leave it out")
    return tree


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pick:
    """The source's selectors on this page."""

    tree: HtmlElement
    asked: Asked
    picker: Picker
    _found: dict[str, list[tuple[Selector, HtmlElement]]] = field(default_factory=dict)

    def value(self, name: str) -> str | None:
        """The first text or attribute that the selectors of this name find."""
        return next(values(self._chosen(name)), None)

    def day(self) -> date | None:
        """The day that the date selectors find."""
        given = self.value("date")
        return day_of(given) if given else None

    def elements(self, name: str) -> Iterator[list[HtmlElement]]:
        """What each selector of this name finds, selector by selector."""
        for _, found in groupby(self._chosen(name), key=itemgetter(0)):
            yield [element for _, element in found]

    def nodes(self, name: str) -> frozenset[HtmlElement]:
        """All that the selectors of this name find."""
        return frozenset(element for _, element in self._chosen(name))

    def _chosen(self, name: str) -> list[tuple[Selector, HtmlElement]]:
        """What the selectors of this name find; looked for once."""
        if name not in self._found:
            selectors: tuple[Selector, ...] = getattr(self.asked.selectors, name)
            self._found[name] = list(self.picker.chosen(selectors, day=self.asked.day))
        return self._found[name]


def _draft(pick: _Pick, about: Metadata) -> tuple[HtmlElement, Draft]:
    """The article's element and the parts of the page."""
    cut, captions, lead_nodes = pick.nodes("cut"), pick.nodes("caption"), pick.nodes("lead")
    title, leads = pick.value("title"), _leads(pick, cut)
    content = _chosen_content(pick)
    if content is None:
        whole = segments(pick.tree, cut)
        content = _found_content(whole)
        page = parted(whole, content)
        body = [segment for segment in page.body if not _leads_away(segment)]
    else:
        page = _needed(pick, content, cut, title=title, led=bool(leads))
        body = [segment for segment in page.body if not _leads_away(segment) or _may_stay(segment)]
    refuse_long(sum(len(segment.text) for segment in body))
    shown = page_title(title, page.above, body, about)
    above, below = shown.split(page.above)
    return content, Draft(
        title=shown.text,
        above=[] if pick.day() else above,
        below=[segment for segment in below if not _within(segment.node, lead_nodes)],
        leads=leads,
        body=[segment for segment in body if not _within(segment.node, lead_nodes)],
        after=page.below,
        captions=captions,
    )


def _needed(
    pick: _Pick, content: HtmlElement, cut: frozenset[HtmlElement], *, title: str | None, led: bool
) -> Surroundings:
    """The article's lines, and of its surroundings only what the selectors leave open."""
    dated, inside = pick.day() is not None, frozenset({content})
    complete = title is not None and dated and led and all(_within(node, inside) for node in pick.nodes("caption"))
    author = pick.value("author")
    page = around(content, cut, title=title, above=not complete, below=not (dated and author))
    signed = author is not None or any(_is_signed(segment) for segment in page.body[-3:])
    return replace(page, below=[]) if dated and signed else page


def _leads_away(segment: Segment) -> bool:
    """Whether the line is a link to another story or a file."""
    return segment.is_link and segment.kind is not BlockKind.CAPTION


def _may_stay(segment: Segment) -> bool:
    """Whether a link within chosen content is part of its wording: a sentence, a word or two."""
    return segment.line.sentence or segment.line.words < 4


def _is_signed(segment: Segment) -> bool:
    return kinds.is_signature(segment.line) or kinds.byline_author(segment.line) is not None


def _chosen_content(pick: _Pick) -> HtmlElement | None:
    """The element that the source's selectors name, if it holds any text."""
    for elements in pick.elements("content"):
        best = max(elements, key=lambda element: len(element.text_content()))
        if len(best.text_content().split()) >= _FEWEST_WORDS:
            return best
    return None


def _found_content(whole: Sequence[Segment]) -> HtmlElement:
    found = content_of(whole)
    if found is None:
        raise NotAnArticle("it has no article text; if it is an article, name its content in the source's selectors")
    return found


def _leads(pick: _Pick, cut: frozenset[HtmlElement]) -> list[str]:
    """The lead that the first fitting selector chooses."""
    for elements in pick.elements("lead"):
        found = [segment.text for element in elements for segment in segments(element, cut)]
        if found:
            return found
    return []


def _within(node: HtmlElement, elements: frozenset[HtmlElement]) -> bool:
    return bool(elements) and (node in elements or any(parent in elements for parent in node.iterancestors()))
