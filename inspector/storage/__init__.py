"""SQLite through sqlite-utils: the only SQL of the program."""
