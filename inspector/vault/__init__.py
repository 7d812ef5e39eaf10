"""Encryption at rest: the data key of a workspace, the file that keeps it wrapped, and files sealed under it.

At the bottom, because the database, photos, backups and packages are sealed alike and may not know each other
(docs/adr/0023-encryption-at-rest.md).
"""
