"""Use cases, one module a noun: the transaction boundary."""
