"""Checklists in XLSForm: read, check, evaluate. Pure but for reading the workbook; no database."""
