"""Models of tables and lists: ids and a window of cached rows."""
