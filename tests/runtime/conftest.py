"""The browser is that of the tests that walk the pages."""

from tests.browser.conftest import browser_context_args, browser_type_launch_args, playwright, watch

__all__ = ["browser_context_args", "browser_type_launch_args", "playwright", "watch"]
