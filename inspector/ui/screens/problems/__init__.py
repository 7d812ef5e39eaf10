"""问题: the list with its lamps, one problem with its photos, and raising a new one."""
