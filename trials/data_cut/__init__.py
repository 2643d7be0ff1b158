"""The numbers of one data cut, typed into a grid as a paper or a talk prints them.

`cell` reads what is typed in one place, `parts` says which parts of a trial are shown, `grid` which
places there are then; `reading` turns a filled grid into findings or sentences beside its cells,
`saving` keeps all of them or none.
"""
