"""The SQL of each step of the schema, in the order of their names."""
