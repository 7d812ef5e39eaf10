"""Packages between workspaces: devices and their trust, sending, taking in, what is awaited (exchange.md)."""
