"""Articles to records: cost beside underthesea's NER and trafilatura's defaults, how it grows, and memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from operator import add

import trafilatura

from bench.extract import sample_pages
from bench.ratio import Ratio
from extract import NotAnArticle, read
from extract.plain import read_text
from nlp import Reader
from records import Article, Page
from samples import stories
from sources.model import Source

_PageOf = tuple[Page, Source | None]
_ROUNDS = 5
_TIMES_LONGER = 50
_NER_EVERY = 8  # all texts would take ner minutes
_SAVED = date(2026, 11, 21)


def run() -> dict[str, object]:
    reader = Reader()
    articles = [_article(story.text) for story in stories()]
    texts = sum(len(article.text) for article in articles)
    read, recognised = _beside_ner(reader, articles[::_NER_EVERY])
    ours = _fastest(lambda: [reader.analyse(article) for article in articles])
    longest = max(articles, key=lambda article: len(article.text))
    many = _article("\n\n".join([longest.text] * _TIMES_LONGER))
    pages = sample_pages()
    html, bare, default = _least_by_turns(
        pages,
        lambda page, source: _record(reader, page, source),
        lambda page, _: _record(reader, page, None),
        lambda page, _: trafilatura.extract(page.body),
    )
    return {
        "articles": len(articles),
        "ms of CPU for 3,300 characters": 1000 * ours / texts * 3300,
        "times faster than underthesea.ner on the same text": Ratio(value=recognised / read, at_least=100),
        "HTML to record with selectors, trafilatura's default = 1": Ratio(value=html / default, at_most=1.0),
        "HTML to record without selectors, trafilatura's default = 1": Ratio(value=bare / default, at_most=1.5),
        f"cost of an article {_TIMES_LONGER} times longer": Ratio(
            value=_fastest(lambda: reader.analyse(many)) / _fastest(lambda: reader.analyse(longest)), at_most=60
        ),
        "peak memory of a reading process, MB": Ratio(value=_peak_memory(), at_most=600),
    }


def _article(text: str) -> Article:
    return read_text(text, source="bench.txt", latest=_SAVED)


def _record(reader: Reader, page: Page, source: Source | None) -> None:
    try:
        reader.analyse(read(page, source))
    except NotAnArticle:
        return  # listings and error pages cost what they cost


def _fastest(work: Callable[[], object]) -> float:
    """The least CPU seconds of several rounds: what the work costs when nothing else disturbs it."""
    best = float("inf")
    for _ in range(_ROUNDS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def _least_by_turns(pages: Sequence[_PageOf], *works: Callable[[Page, Source | None], object]) -> list[float]:
    """The CPU seconds of each work for all pages: of each page the least of several rounds. The works take turns page
    by page, for a machine is not equally fast at all times.
    """
    best = [[float("inf")] * len(pages) for _ in works]
    for _ in range(_ROUNDS):
        for i, page in enumerate(pages):
            for work, least in zip(works, best, strict=True):
                start = time.process_time()
                work(*page)
                least[i] = min(least[i], time.process_time() - start)
    return [sum(least) for least in best]


def _beside_ner(reader: Reader, articles: list[Article]) -> list[float]:
    """The CPU seconds of our reading and of underthesea.ner for the texts: of each text the least of several rounds, by
    turns, for a machine is not equally fast at all times. ner runs in a process of its own.
    """
    script = (
        "import json, sys, time\n"
        "from underthesea import ner\n"
        "ner('Khởi động.')\n"
        "for line in sys.stdin:\n"
        "    text = json.loads(line)\n"
        "    start = time.process_time(); ner(text)\n"
        "    print(time.process_time() - start, flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin and other.stdout
        sums = [0.0, 0.0]
        for article in articles:
            best = [float("inf"), float("inf")]
            for _ in range(_ROUNDS):
                print(json.dumps(article.text), file=other.stdin, flush=True)
                theirs = float(other.stdout.readline())
                ours = _fastest(lambda article=article: reader.analyse(article))
                best = [min(best[0], ours), min(best[1], theirs)]
            sums = list(map(add, sums, best))
        other.stdin.close()
    return sums


def _peak_memory() -> float:
    """Peak resident memory of a process that only reads, in MB."""
    script = (
        "import resource\n"
        "from datetime import date\n"
        "from extract.plain import read_text\n"
        "from nlp import Reader\n"
        "from samples import stories\n"
        "reader = Reader()\n"
        "for story in stories():\n"
        "    reader.analyse(read_text(story.text, source='x', latest=date(2026, 11, 21)))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return float(done.stdout.strip().splitlines()[-1])
