"""The pages, one subject a file; each has `routes`."""
