"""From composed content to printed pages: lines, fonts, blocks, charts, PDF. No database (architecture.md)."""
