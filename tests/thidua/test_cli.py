"""The command's frame: every command is there, complete in its help, and loaded only when it is used."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from thidua.cli import main
from thidua.lazy import LazyGroup


def commands(group=main, path=()):
    """Every command and subcommand with its path."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        yield (*path, name), found
        if isinstance(found, click.Group):
            yield from commands(found, (*path, name))


ALL = dict(commands())


LAZY = {(): main, **{path: group for path, group in ALL.items() if isinstance(group, LazyGroup)}}


@pytest.mark.parametrize("path", LAZY, ids=lambda path: " ".join(path) or "thidua")
def test_the_table_says_what_the_commands_say(path):
    said = {name: summary for name, (_, _, summary) in LAZY[path].commands_table.items()}
    assert said == {name: ALL[*path, name].get_short_help_str(limit=200) for name in said}


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_has_help_and_every_option_a_meaning(path):
    found = ALL[path]
    assert found.help
    for parameter in found.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{' '.join(path)} {parameter.opts}"
    answer = CliRunner().invoke(main, [*path, "--help"])
    assert answer.exit_code == 0 and answer.output.startswith("Usage:")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--help"], 0),
        (["--version"], 0),
        (["nonsense"], 2),
        (["extract"], 2),
        (["extract", "--jobs", "0", "x.txt"], 2),
        (["sources", "list", "--nonsense"], 2),
        (["search", "cờ"], 1),
    ],
)
def test_exit_codes(arguments, code, tmp_path):
    answer = CliRunner().invoke(main, ["--home", str(tmp_path / "none"), *arguments])
    assert answer.exit_code == code
    if code:
        assert answer.stdout == "", "a refusal is no result"
        assert answer.stderr


def test_a_refusal_is_one_line_that_says_what_where_and_what_to_do(tmp_path):
    answer = CliRunner().invoke(main, ["search", "cờ", "--home", str(tmp_path / "none")])
    (line,) = answer.stderr.splitlines()
    assert line.startswith("thidua: there is no registry at") and "none" in line and "thidua ingest" in line


def test_home_may_stand_before_or_after_the_command_or_in_the_environment(tmp_path):
    home = str(tmp_path / "here")
    ways = [
        (["--home", home, "search", "x"], {}),
        (["search", "x", "--home", home], {}),
        (["search", "x"], {"THIDUA_HOME": home}),
    ]
    for arguments, environment in ways:
        assert home in CliRunner().invoke(main, arguments, env=environment).stderr


def loaded_by(*arguments):
    """The top-level modules that a command imports, in a process of its own."""
    code = (
        "import sys; from thidua.cli import main\n"
        f"main({list(arguments)!r}, standalone_mode=False)\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split())


def test_help_imports_no_room():
    rooms = {"nlp", "store", "crawler", "extract", "review", "samples", "lexicon"}
    assert not loaded_by("--help") & (rooms | {"rich", "yaml", "spacy", "scrapy", "sqlite3"})


def test_extracting_a_text_imports_neither_crawler_nor_database(tmp_path):
    (tmp_path / "a.txt").write_text("Ngày 3/4/2024, Khối thi đua số 4 tổ chức hội nghị.", encoding="utf-8")
    loaded = loaded_by("extract", str(tmp_path / "a.txt"))
    assert "spacy" in loaded
    assert not loaded & {"scrapy", "twisted", "sqlite3", "sqlite_utils", "trafilatura", "underthesea", "datasette"}


def test_what_the_system_refuses_is_one_line_with_what_to_do(tmp_path):
    (tmp_path / "taken").write_text("", encoding="utf-8")
    answer = CliRunner().invoke(main, ["--home", str(tmp_path / "taken" / "below"), "ingest", "-"], input="Một tin.")
    (line,) = answer.stderr.splitlines()
    assert answer.exit_code == 1 and line.startswith("thidua: ") and "taken" in line and "; look at the path" in line
