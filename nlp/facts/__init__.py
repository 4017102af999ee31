"""One kind of fact a file: each reads the spans of a `Reading` and adds facts, with the rule that made them."""
