"""Which files are taken, and what is kept of them: looked at, never told by a name."""

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageFile

from cases.documents.judging import judged
from cases.documents.models import MOST_BYTES, FileType
from cases.documents.pdfs import MOST_UNFOLDED
from cases.documents.unacceptable import Unacceptable
from tests.documents.files import archive, pdf, pdf_of, picture, picture_from_a_telephone


@pytest.mark.parametrize(
    ("content", "file_type"),
    [(pdf(), FileType.PDF), (picture("PNG"), FileType.PNG), (picture("JPEG"), FileType.JPEG)],
)
def test_a_pdf_and_pictures_are_taken_as_what_they_are(content: bytes, file_type: FileType) -> None:
    kept = judged(content)
    assert kept.file_type == file_type
    assert judged(kept.content).file_type == file_type


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%",
        archive(),
        b"MZ" + b"\0" * 100,
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture("GIF"),
        picture("TIFF"),
        picture("BMP"),
        b"\0\0\0\x18ftypheic" + b"\0" * 100,
        b"\n" + pdf(),
        b"<html>" + pdf(),
        archive() + pdf(),
        b"GIF89a" + picture("PNG"),
    ],
)
def test_anything_else_is_refused_with_what_helps(content: bytes) -> None:
    with pytest.raises(Unacceptable, match="PDF eller et bilde"):
        judged(content)


@pytest.mark.parametrize("begins", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"])
@pytest.mark.parametrize("rest", [b"", archive(), b"<html></html>" * 50, b"\0" * 5000])
def test_what_only_begins_like_a_file_is_refused(begins: bytes, rest: bytes) -> None:
    with pytest.raises(Unacceptable, match="på nytt"):
        judged(begins + rest)


@pytest.mark.parametrize("whole", [pdf(), picture("PNG", (300, 300)), picture("JPEG", (300, 300))])
def test_a_file_that_was_cut_off_is_refused(whole: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    for left in (len(whole) // 2, len(whole) - 30):
        with pytest.raises(Unacceptable, match="på nytt"):
            judged(whole[:left])


def test_a_file_is_twenty_megabytes_at_most() -> None:
    with pytest.raises(Unacceptable, match="høyst 20 MB"):
        judged(pdf() + b"\0" * (MOST_BYTES + 1 - len(pdf())))


# --- pictures


def test_a_picture_is_turned_upright_and_keeps_nothing_but_its_pixels() -> None:
    taken = picture_from_a_telephone()
    assert Image.open(BytesIO(taken)).getexif().get_ifd(0x8825)
    kept = judged(taken).content
    image = Image.open(BytesIO(kept))
    assert (image.size, dict(image.getexif())) == ((40, 60), {})
    assert not {"exif", "comment", "icc_profile", "xmp", "photoshop"} & set(image.info)
    for said in (b"Exif", b"Mona", b"Storgata", b"GPS"):
        assert said not in kept
    pixel = image.convert("RGB").getpixel((35, 5))
    assert isinstance(pixel, tuple)
    assert pixel[2] > 200, "the blue corner is up to the right now"


def test_a_png_keeps_none_of_its_texts() -> None:
    from PIL.PngImagePlugin import PngInfo

    said = PngInfo()
    said.add_text("Author", "Mona Eksempel")
    said.add_itxt("XML:com.adobe.xmp", "<x>Storgata 1</x>")
    taken = picture("PNG", pnginfo=said, exif=Image.Exif())
    kept = judged(taken).content
    assert b"Mona" in taken
    assert b"Mona" not in kept
    assert b"Storgata" not in kept


@pytest.mark.parametrize("file_type", ["PNG", "JPEG"])
def test_what_is_appended_to_a_picture_is_gone(file_type: str) -> None:
    kept = judged(picture(file_type) + archive() + b"<script>alert(1)</script>").content
    assert b"PK" not in kept[-200:]
    assert b"script" not in kept


def test_a_picture_that_unfolds_to_more_than_any_page_is_refused_before_it_does() -> None:
    small = BytesIO()
    Image.new("1", (30_000, 30_000)).save(small, "PNG")
    assert len(small.getvalue()) < 1024 * 1024
    with pytest.raises(Unacceptable, match="for stort"):
        judged(small.getvalue())


def test_a_large_picture_is_kept_as_large_as_a_page_needs() -> None:
    kept = Image.open(BytesIO(judged(picture("JPEG", (6000, 3000))).content))
    assert kept.size == (4000, 2000)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_pictures_of_every_sort_are_drawn(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (20, 20)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert Image.open(BytesIO(judged(out.getvalue()).content)).size == (20, 20)


# --- PDFs


def test_what_is_appended_to_a_pdf_is_gone() -> None:
    kept = judged(pdf() + archive()).content
    assert b"PK\x03\x04" not in kept


def test_a_page_taken_with_a_telephone_does_not_say_where() -> None:
    taken = picture_from_a_telephone()

    def scanned(document: pikepdf.Pdf) -> None:
        image = document.make_stream(taken, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        image.Filter, image.Width, image.Height = pikepdf.Name.DCTDecode, 60, 40
        image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
        document.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=image))

    with pikepdf.open(BytesIO(judged(pdf_of(scanned)).content)) as kept:
        inside = kept.pages[0].obj.Resources.XObject.A.read_raw_bytes()
    for said in (b"Exif", b"Mona", b"Storgata"):
        assert said in taken
        assert said not in inside
    assert Image.open(BytesIO(inside)).tobytes() == Image.open(BytesIO(taken)).tobytes()


def test_a_pdf_that_is_locked_is_refused_with_or_without_a_password() -> None:
    for words in ("secret", ""):
        locked = pdf_of(lambda document: None, encryption=pikepdf.Encryption(owner="owner", user=words))
        with pytest.raises(Unacceptable, match="låst"):
            judged(locked)


def _js() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def on_opening(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = _js()


def by_name(document: pikepdf.Pdf) -> None:
    document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["a", _js()]))


def on_a_page(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.AA = pikepdf.Dictionary(O=document.make_indirect(_js()))


def after_another(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Named, N=pikepdf.Name.Print, Next=[_js()])


def launching(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")


def sending(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="https://example.org")


def a_form_of_adobes(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(XFA=document.make_stream(b"<xdp/>"))


@pytest.mark.parametrize(
    "acting", [on_opening, by_name, on_a_page, after_another, launching, sending, a_form_of_adobes]
)
def test_a_pdf_that_does_something_by_itself_is_refused(acting: Callable[[pikepdf.Pdf], None]) -> None:
    with pytest.raises(Unacceptable, match="skript eller handlinger"):
        judged(pdf_of(acting))


def attached(document: pikepdf.Pdf) -> None:
    document.attachments["a.exe"] = b"MZ"


def pinned_to_the_page(document: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9])
    document.pages[0].obj.Annots = [note]


@pytest.mark.parametrize("carrying", [attached, pinned_to_the_page])
def test_a_pdf_that_carries_files_is_refused(carrying: Callable[[pikepdf.Pdf], None]) -> None:
    with pytest.raises(Unacceptable, match="andre filer"):
        judged(pdf_of(carrying))


def test_what_acts_is_found_in_compressed_objects_too() -> None:
    packed = pdf_of(on_a_page, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"JavaScript" not in packed
    with pytest.raises(Unacceptable, match="skript eller handlinger"):
        judged(packed)


def test_a_link_is_no_danger() -> None:
    def linked(document: pikepdf.Pdf) -> None:
        link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://www.helsenorge.no")
        document.pages[0].obj.Annots = [
            pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=link)
        ]

    assert judged(pdf_of(linked)).file_type == FileType.PDF


def bomb(unfolded: int) -> bytes:
    """A file whose objects are packed in a stream that unfolds to so many bytes: the catalogue, and a single page."""
    objects = (
        b"2 0 4 60 5 150 ".ljust(20)
        + b"<< /Type /Catalog /Pages 4 0 R >>".ljust(60)
        + b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>".ljust(90)
        + b"<< /Type /Page /Parent 4 0 R /MediaBox [0 0 9 9] >>"
    )
    packed = zlib.compress(objects.ljust(unfolded), 9)
    said = b"<< /Type /ObjStm /N 3 /First 20 /Filter /FlateDecode /Length %d >>" % len(packed)
    start = b"%PDF-1.5\n"
    first = start + b"1 0 obj\n" + said + b"\nstream\n" + packed + b"\nendstream\nendobj\n"
    places = [(0, 0, 0), (1, len(start), 0), (2, 1, 0), (1, len(first), 0), (2, 1, 1), (2, 1, 2)]
    table = b"".join(bytes([kind]) + at.to_bytes(4, "big") + bytes([index]) for kind, at, index in places)
    said = b"<< /Type /XRef /Size 6 /W [1 4 1] /Root 2 0 R /Length %d >>" % len(table)
    last = b"3 0 obj\n" + said + b"\nstream\n" + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
    return first + last % len(first)


def test_a_pdf_that_unfolds_to_fill_the_memory_is_refused() -> None:
    assert judged(bomb(1000)).file_type == FileType.PDF
    assert len(bomb(MOST_UNFOLDED + 1)) < 1024 * 1024
    with pytest.raises(Unacceptable, match="skadet"):
        judged(bomb(MOST_UNFOLDED + 1))


def test_a_pdf_that_is_signed_digitally_is_kept_byte_for_byte() -> None:
    def signed(document: pikepdf.Pdf) -> None:
        document.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=[])

    taken: bytes = pdf_of(signed)
    assert judged(taken).content == taken
    with pytest.raises(Unacceptable, match="skadet"):
        judged(taken + archive())


def test_an_object_within_objects_without_end_is_refused() -> None:
    def deep(document: pikepdf.Pdf) -> None:
        inner: Any = pikepdf.Array([])
        for _level in range(150):
            inner = pikepdf.Array([inner])
        document.Root.Deep = inner

    with pytest.raises(Unacceptable, match="skadet"):
        judged(pdf_of(deep))
