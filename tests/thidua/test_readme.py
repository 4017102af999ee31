"""What the README tells people to type works as it stands."""

import re
import shlex
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"


def blocks(language):
    """The code blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


def commands():
    """Every line that begins with the command, without its comment, for a registry that is there."""
    lines = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("thidua ")]
    return [shlex.split(line, comments=True) for line in lines if "article" not in line and "gold" not in line]


@pytest.fixture
def here(thidua, articles, tmp_path, monkeypatch):
    """A registry at ./registry."""
    monkeypatch.chdir(tmp_path)
    thidua.ok("ingest", articles)
    return thidua


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_a_command_runs(here, words):
    here.ok(*words[1:])


@pytest.mark.parametrize("query", [query for block in blocks("sql") for query in block.split(";") if query.strip()])
def test_a_query_runs(here, query):
    here.ok("sql", "-", stdin=query)


@pytest.mark.parametrize("code", blocks("python"))
def test_the_python_runs(here, code, capsys):
    exec(code, {})
    assert re.search("(Khối|Cụm) thi đua", capsys.readouterr().out)


def test_every_page_that_is_linked_is_there():
    links = re.findall(r"\]\(([^)#]+)\)", README.read_text(encoding="utf-8"))
    assert links and all((README.parent / link).exists() for link in links if "://" not in link)
