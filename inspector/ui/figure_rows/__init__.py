"""The page that a figure opens: the rows behind it."""
