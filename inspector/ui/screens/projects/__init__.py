"""项目: the list of projects, typed to, filtered, sorted and kept as views."""
