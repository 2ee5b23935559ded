"""Taking a file into memory, and nowhere else: Django would lay a large one down on the disk."""

from collections.abc import Callable
from typing import Any, Final

from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponseBase

MIB: Final = 1024 * 1024


class MemoryOnly(MemoryFileUploadHandler):
    """Keeps an upload in memory, however large; one that is `too_large` is read past."""

    too_large = False

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.too_large:
            raise SkipFile
        super().new_file(*args, **kwargs)


def keep_in_memory(request: HttpRequest, most_bytes: int) -> MemoryOnly:
    """Call before anything reads the posted form, also the check of the form's token."""
    handler = MemoryOnly(request)
    handler.too_large = int(request.META.get("CONTENT_LENGTH") or 0) > most_bytes
    request.upload_handlers = [handler]
    return handler


def was_too_large(request: HttpRequest) -> bool:
    """Whether the files of a sending were read past."""
    return any(getattr(handler, "too_large", False) for handler in request.upload_handlers)


class UploadMiddleware:
    """Before the token of a form is checked, and so before anything reads the form: where its files go.

    A page that takes files says in `most_bytes` of its view class how much comes at most in one sending. What others
    are sent is read past.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, keys: Any
    ) -> None:
        # A view that checks the token itself says itself where an upload goes.
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            keep_in_memory(request, getattr(getattr(view, "view_class", None), "most_bytes", 0))
