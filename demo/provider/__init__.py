"""The demo's own provider, in the stead of Entra ID, ID-porten and Ansattporten: everybody it knows is made up.

A process of its own (`manage.py run_provider`), so that the client walks the way that it walks in production.
"""
