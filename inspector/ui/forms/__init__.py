"""Layouts generated from `forms/windows/*.ui` (python -m inspector.ui.compile_forms); never edited."""
