"""Taking a file into memory, and nowhere else: Django would lay a large one down on the disk."""

from typing import Any, Final

from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile
from django.http import HttpRequest

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
