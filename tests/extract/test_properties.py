"""Whatever comes in: an article whose blocks are exact, or NotAnArticle; never anything else."""

from datetime import UTC, date, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

import extract
from extract import NotAnArticle
from extract.lines import lines_of
from extract.plain import read_text
from records import Page

PIECES = [
    "Khối thi đua số 3 tổng kết năm 2020",
    "Ngày đăng: 13/01/2023 | Lượt xem: 9",
    "Thứ Hai, 03/04/2023 09:12:44",
    "• 12Phút",
    "Chiều 5/1, Cụm thi đua số 3 gồm bốn huyện miền núi tổ chức hội nghị tổng kết phong trào thi đua năm 2020.",
    "Quang cảnh hội nghị (Ảnh: HK)",
    "HOÀNG YẾN",
    "Tin liên quan",
    "Thống kê truy cập Đang online: 3",
    "Thu Hiền Liên kết website",
    "- Sở Nội vụ;",
    "0:00 / 0:00",
    "e\u0309\u0302",
    "\u00a0\u200b\ufeff",
    "\ud800",
    "İstanbul ﬁ 𝕏 👩‍👩‍👧",
    "./.",
]
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), max_size=14).flatmap(
    lambda pieces: st.sampled_from(["\n", " ", "\r\n", "\n\n", "\u2028", ""]).map(lambda glue: glue.join(pieces))
)
tags = st.sampled_from(
    ["p", "div", "td", "li", "h1", "b", "figcaption", "table", "br", "script", "img", "a href=x", "tr"]
)
markup = st.lists(st.tuples(tags, st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), st.booleans()), max_size=16)


def holds(article):
    """The contract of blocks: in order, apart, inside the text, nothing but white space outside them."""
    end = 0
    for block in article.blocks:
        assert end <= block.start < block.end <= len(article.text)
        assert not any(letter.isalnum() for letter in article.text[end : block.start])
        stretch = article.text[block.start : block.end]
        assert stretch == stretch.strip()
        end = block.end
    assert not any(letter.isalnum() for letter in article.text[end:])


@settings(deadline=None, max_examples=150)
@given(texts)
@example("\ud800 chữ")
def test_any_text(text):
    try:
        article = read_text(text, source="x", latest=date(2026, 11, 21))
    except NotAnArticle:
        return
    assert article.text == text
    holds(article)


@settings(deadline=None, max_examples=150)
@given(texts)
def test_lines_give_back_their_stretch_of_the_text(text):
    for line in lines_of(text):
        assert text[line.start : line.end] == line.raw


@settings(deadline=None, max_examples=120)
@given(markup)
def test_any_html(pieces):
    html = "".join(f"<{tag}>{text}" + (f"</{tag.split()[0]}>" if closed else "") for tag, text, closed in pieces)
    body = f"<html><body>{html}</body></html>".encode("utf-8", "surrogatepass")
    try:
        article = extract.read(page(body, "text/html"))
    except NotAnArticle:
        return
    assert article.text.count("\n") == len(article.blocks) - 1
    holds(article)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300), st.sampled_from(["text/html", "text/plain", "", "text/html; charset=utf-16"]))
def test_any_bytes(body, content_type):
    try:
        holds(extract.read(page(body, content_type)))
    except NotAnArticle as refusal:
        assert str(refusal)


def page(body, content_type):
    headers = {"content-type": content_type}
    now = datetime(2026, 11, 21, tzinfo=UTC)
    return Page(url="x", final_url="x", status=200, headers=headers, body=body, fetched_at=now)
