"""Pictures are drawn again: what is kept has the pixels and nothing else, and no larger than a page needs."""

from io import BytesIO
from typing import Final

from django.utils.translation import gettext as _

from cases.documents.unacceptable import Unacceptable

MOST_PIXELS: Final = 60_000_000  # a telephone takes pictures of 12 to 50 million
LONGEST_SIDE: Final = 4000  # pixels: an A4 page with more than 300 per inch
GREY: Final = frozenset({"1", "L", "I", "I;16", "I;16B", "F"})


def redrawn(content: bytes, file_type: str) -> bytes:
    """The picture turned upright, without position, thumbnail, comment, profile or what was appended.

    Raises Unacceptable when it is broken, or larger than any page: a small file can unfold to fill the memory.
    """
    from PIL import Image, ImageFile, ImageOps

    # WeasyPrint turns this on for the whole process: half a page would be a page. Our papers hold no pictures.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        # A telephone's JPEG can hold several pictures (MPO): the first is the picture.
        with Image.open(BytesIO(content), formats=["JPEG"] if file_type == "jpg" else ["PNG"]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Unacceptable(_too_many_pixels())
            image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
            image.load()
            drawn: Image.Image = ImageOps.exif_transpose(image)
            drawn = drawn.convert(_mode(drawn, file_type))
            drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            drawn.info = {}
            saved = BytesIO()
            if file_type == "jpg":
                drawn.save(saved, "JPEG", quality=88)
            else:
                drawn.save(saved, "PNG")
    except Unacceptable:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unacceptable(_too_many_pixels()) from error
    except Exception as error:  # what a decoder raises for a broken file is not only its own
        raise Unacceptable(
            _("Bildet kan ikke åpnes. Ta det på nytt, eller lagre det på nytt som JPEG.")
        ) from error
    return saved.getvalue()


def _too_many_pixels() -> str:
    return _("Bildet er for stort. Ta det med lavere oppløsning, eller skann siden.")


def _mode(image: object, file_type: str) -> str:
    mode: str = image.mode  # type: ignore[attr-defined]
    if mode in GREY:
        return "L"
    if file_type == "jpg":
        return "RGB"
    has_alpha: bool = image.has_transparency_data  # type: ignore[attr-defined]
    return "RGBA" if has_alpha else "RGB"
