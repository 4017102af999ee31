"""One module a family: how its portals route, page and render."""
