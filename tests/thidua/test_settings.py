"""thidua.toml: defaults where it says nothing, one clear line where it is wrong."""

import pytest

from thidua.errors import Refused
from thidua.settings import Settings, load_settings
from thidua.workspace import Workspace


def test_without_a_file_every_key_has_its_default(tmp_path):
    assert load_settings(tmp_path / "thidua.toml") == Settings()


def test_a_file_overrides_what_it_names(tmp_path):
    (tmp_path / "thidua.toml").write_text('[web]\nport = 9000\n[alarms]\nurls = ["mailto://a"]\n', encoding="utf-8")
    settings = Workspace(tmp_path).settings
    assert (settings.web.port, settings.web.host, settings.alarms.urls) == (9000, "127.0.0.1", ["mailto://a"])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[web", "is not valid TOML"),
        ("[wbe]\nport = 1", "there is no key wbe; known here: crawl"),
        ("[web]\nprot = 1", "there is no key web.prot; known here: host, port"),
        ('[web]\nport = "9000"', "web.port is '9000'; expected int"),
        ("[web]\nport = true", "web.port is True; expected int"),
        ("web = 3", r"web is 3; expected a table \[web\]"),
        ("[alarms]\nurls = [1]", "expected a list of texts"),
    ],
)
def test_what_is_wrong_is_said_with_file_key_and_fix(tmp_path, text, says):
    path = tmp_path / "thidua.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=says) as refused:
        load_settings(path)
    assert str(path) in refused.value.message


def test_a_workspace_is_made_only_when_something_is_written(tmp_path):
    workspace = Workspace(tmp_path / "new")
    with pytest.raises(Refused, match="there is no registry at"):
        workspace.require()
    assert not workspace.home.exists()
    workspace.make()
    assert workspace.archive.is_dir()


def test_a_file_in_the_workspaces_place_is_refused(tmp_path):
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    with pytest.raises(Refused, match="is not a folder"):
        Workspace(tmp_path / "taken").make()
