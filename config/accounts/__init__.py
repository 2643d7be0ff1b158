"""How people who work here come in, and stay in no longer than they should. django-allauth does the
signing in; here is what this site decides.

`places` which addresses are for them · `adapters` what allauth asks us · `limits` how often one
may try, counted for all processes · `rules` who needs a second factor, and when it counts ·
`inside` the middleware · `sessions` where one is signed in · `receivers` what is noted when ·
`forms`, `views`, `urls` the pages.
"""
