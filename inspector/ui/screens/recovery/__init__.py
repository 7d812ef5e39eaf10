"""恢复: what an interrupted session left, field by field, photos without a record, and the backups."""
