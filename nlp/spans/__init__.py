"""One kind of span a file: each finds its own label in a `Reading` and leaves the others alone."""
