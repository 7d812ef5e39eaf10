"""设置: how the program looks, in whose name is written, where photos come from, and what this program is."""
