"""Data of the program as an importable package: definitions, schema, fonts, messages, demo ward."""
