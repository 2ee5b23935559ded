"""`make long PART=...`: what finds the rare fault and takes too long for `make test`, in chunks that can be repeated.

parts.py     what there is, and what a chunk of it runs
shuffled.py  a plugin of pytest's that holds statements up for random moments
__main__.py  the run: which chunks are done, and how a failing one is repeated alone
"""
