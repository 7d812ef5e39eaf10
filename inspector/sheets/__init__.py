"""Excel in and out: workbooks become plain rows and back, without a database."""
