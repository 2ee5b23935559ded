"""`make kill`: a thousand acts against the demo's real processes, while each of them is killed and started again.

Afterwards the database is read as its owner, and counted is what was lost, stored twice or left half done. A tool and
no test: it takes a quarter of an hour, and `make test` never runs it. Only 127.0.0.1 is ever asked.

world.py     the processes, and how each is killed and started again
page.py      a page as somebody without a mouse reads it: its forms and what stands in them
browser.py   one person's browser: cookies, redirects, signing in
sending.py   sending something as people do: again after an error, unless it stands there
acts.py      what people do, and how often: writing.py, agreeing.py, passing.py
player.py    one who does it; shared.py: what all of them know together
play.py      players and killer, side by side
counting.py  what stands in the database afterwards
"""
