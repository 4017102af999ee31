"""The crawler room."""
