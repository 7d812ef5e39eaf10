"""Excel 导入."""
