"""What is asked in a dialog: questions, files, errors, crashes."""
