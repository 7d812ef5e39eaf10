"""The package file (`.xmw`): written, read, verified, signed, encrypted. No database (docs/exchange-format.md)."""
