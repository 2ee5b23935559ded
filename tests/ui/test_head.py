"""What every page asks the browser to fetch."""

from django.test import Client


def test_nothing_is_fetched_ahead_of_its_use(client: Client, db: None) -> None:
    """On a busy machine a page is there seconds before it is drawn, and Chromium complains of a font that waited."""
    page = client.get("/").content.decode()
    assert "css/frame.css" in page
    assert "preload" not in page
