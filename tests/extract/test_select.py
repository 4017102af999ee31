"""Selectors answered by look-up find what a search of the whole page finds."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import html
from lxml.cssselect import CSSSelector

from extract.select import Picker, values
from sources.model import Selector

PAGE = html.document_fromstring("""
<html><body class="page"><!-- a remark -->
  <div id="main" class="box  wide"><h1 class="title">Khối thi đua số 2 họp</h1>
    <p class="sapo box">Lời dẫn</p><p data-kind="a.b">Thân bài</p><a href="x.pdf#sapo">tệp</a></div>
  <div class="box"><p class="box-note">Chú thích</p></div>
</body></html>""")
DAY = date(2026, 11, 1)
SELECTORS = [
    ".box", ".box-note", "#main", "#gone", ".gone", "h1", "h1.title", ".box.wide .sapo", ".box > .title", ".wide .gone",
    ".gone, .sapo", "p:not(.sapo)", '[data-kind="a.b"]', 'a[href$="#sapo"]', ".box p:first-child", "div.box + .box p",
    "body.page", "P.sapo",
]  # fmt: skip


@pytest.mark.parametrize("css", SELECTORS)
def test_a_look_up_finds_what_a_search_finds(css: str) -> None:
    found = [element for _, element in Picker(PAGE).chosen([Selector(css=css)], day=DAY)]
    assert found == CSSSelector(css, translator="html")(PAGE)


def test_a_selector_that_has_expired_finds_nothing() -> None:
    old = Selector(css=".sapo", valid_until=date(2020, 1, 1))
    assert list(Picker(PAGE).chosen([old], day=DAY)) == []


def test_values_are_texts_or_attributes() -> None:
    chosen = Picker(PAGE).chosen(
        [Selector(css="a", attr="href"), Selector(css=".sapo"), Selector(css="body > a")], day=DAY
    )
    assert list(values(chosen)) == ["x.pdf#sapo", "Lời dẫn"]
