"""From tables to facts: one for each number of a table, with what its row, its column and the caption say of it.

`grid` lays the cells out, `panels` finds captions, headers and rows, `headers` and `labels` read what stands over a
column and before a row, `units` and `times` what a number is and when it held; `reading` puts the facts together.
"""
