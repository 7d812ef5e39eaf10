"""项目详情: everything about one project on one page."""
