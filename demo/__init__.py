"""The demo: made-up people to sign in as with one click, their stories, and a guided day. Nothing imports it."""
