"""The samples room: five invented portals, true to the mark-up of real families, served on loopback.

`serve()` starts them, `sources(urls)` gives their source definitions for the addresses they got, `stories()` is what
they publish and `gold(urls)` what a faithful reader finds in it.
"""

from samples.definitions import sources
from samples.measure import gold
from samples.portal import portals
from samples.server import PortTakenError, Serving, serve
from samples.story import Story, stories

__all__ = ["PortTakenError", "Serving", "Story", "gold", "portals", "serve", "sources", "stories"]
