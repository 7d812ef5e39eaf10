"""Pure rules of the field: frozen dataclasses and functions, no input or output, no user text."""
