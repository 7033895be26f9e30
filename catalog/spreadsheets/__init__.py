"""Tables as files that a spreadsheet opens, CSV and XLSX: rows out, and rows back in.

It knows cells, limits and hostile files, and nothing of what a table means.
"""
