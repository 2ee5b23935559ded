"""Files as they come in: whole ones, and those that are not what they say."""

import io
import zipfile
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image


def picture(file_type: str = "JPEG", size: tuple[int, int] = (60, 40), **saved: Any) -> bytes:
    """A red picture whose upper left corner is blue."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, 0, size[0] // 2, size[1] // 2))
    out = BytesIO()
    image.save(out, file_type, **saved)
    return out.getvalue()


def picture_from_a_telephone() -> bytes:
    """Held sideways, with the place where it was taken, its owner and a comment."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x013B] = "Mona Eksempel"
    exif[0x8825] = {1: "N", 2: (70.0, 39.0, 48.0), 3: "E", 4: (23.0, 40.0, 56.0)}
    return picture(exif=exif, comment=b"from Storgata 1", quality=95)


def pdf(**root: Any) -> bytes:
    """One empty page; `root` are further keys of the catalogue."""
    with pikepdf.new() as document:
        document.add_blank_page()
        for key, value in root.items():
            document.Root[f"/{key}"] = value
        out = BytesIO()
        document.save(out)
    return out.getvalue()


def pdf_of(change: Any, **saved: Any) -> bytes:
    """The same, after `change` of the document."""
    with pikepdf.open(BytesIO(pdf())) as document:
        change(document)
        out = BytesIO()
        document.save(out, **saved)
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a.txt", "hello")
    return out.getvalue()
