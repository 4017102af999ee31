"""The workspace: the folder that holds one registry and everything that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from thidua.errors import Refused
from thidua.settings import Settings, load_settings


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where things are. Nothing is made until something is written."""

    home: Path

    @property
    def registry_path(self) -> Path:
        """The registry's database."""
        return self.home / "registry.db"

    @property
    def accounts_path(self) -> Path:
        """The accounts of the web application, in a database of their own."""
        return self.home / "accounts.db"

    @property
    def archive(self) -> Path:
        """The WARC files."""
        return self.home / "archive"

    @property
    def sources(self) -> Path:
        """The operator's own source definitions, which override those that ship."""
        return self.home / "sources"

    @property
    def lexicon(self) -> Path:
        """The operator's own words, which override those that ship."""
        return self.home / "lexicon"

    @property
    def runs(self) -> Path:
        """A report a run, as JSON."""
        return self.home / "runs"

    @property
    def demo_path(self) -> Path:
        """The addresses of the sample portals, once `thidua demo` ran here."""
        return self.home / "demo.json"

    @property
    def settings(self) -> Settings:
        """What thidua.toml says."""
        return load_settings(self.home / "thidua.toml")

    def make(self) -> None:
        """Make the folder and its parts; raises `Refused` when the place is taken by something else."""
        if self.home.exists() and not self.home.is_dir():
            raise Refused(f"{self.home} is not a folder; name another workspace with --home")
        for folder in (self.home, self.archive, self.sources, self.runs):
            folder.mkdir(parents=True, exist_ok=True)

    def require(self) -> None:
        """Raise `Refused` when there is no registry here yet."""
        if not self.registry_path.exists():
            raise Refused(
                f"there is no registry at {self.home}; make one with `thidua ingest PATH` or `thidua demo`, "
                "or name another workspace with --home"
            )
