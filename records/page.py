"""A page: what one fetch of one address brought back, untouched."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One response, or one file that stands for it.

    url: the address that was asked for, or the path as it was given.
    final_url: the address that answered, after redirects.
    status: the HTTP status; 200 for files.
    headers: header names in lower case; the last value wins.
    body: the bytes as they arrived, decompressed but not decoded.
    fetched_at: an aware instant in UTC.
    source: the id of the source definition that led here, or None.
    """

    url: str
    final_url: str
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes
    fetched_at: datetime
    source: str | None = None

    @property
    def sha256(self) -> str:
        """The SHA-256 of the body, in hexadecimal."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def content_type(self) -> str:
        """The media type that the headers claim, without parameters, in lower case; empty when they claim none."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()
