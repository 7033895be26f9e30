"""The offering as lists that a spreadsheet opens: exported, changed there, and imported again after a look."""
