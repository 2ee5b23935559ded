"""From a template to one file that is PDF/A-3a for the archive and PDF/UA-1 for screen readers.

It is laid out by WeasyPrint. Nothing is fetched but our own style sheets and fonts, and whatever else is asked for
stops the work. A template links its style sheet by the path among our static files; the fonts come by themselves.
"""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.template.loader import render_to_string

from municipality.paper.letters import LETTERS, UNKNOWN, drawable, own_file, style_for
from municipality.paper.reading import say_each_drawing, say_lines
from municipality.paper.typography import directed, typeset

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

VARIANT: Final = "pdf/a-3a"
FILE_TYPES: Final = {".css": "text/css", ".woff2": "font/ttf"}

# PDF/A accepts only metadata it knows, or that the file itself describes; what PDF/UA asks for is of the second sort.
_ACCESSIBLE: Final = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


class ForeignFile(Exception):
    """The document asks for a file that is not one of ours."""


@dataclass(frozen=True)
class Paper:
    """A finished file and how many pages it has."""

    content: bytes
    pages: int


def html_of(template: str, context: dict[str, object]) -> str:
    """The template in letters that our fonts draw. It gets `unknown`, the sign for others, when it has any."""
    html = drawable(render_to_string(template, context))
    if UNKNOWN in html:
        html = drawable(render_to_string(template, {**context, "unknown": UNKNOWN}))
    head, body, rest = html.partition("<body")
    return head + directed(typeset(body + rest))


def lay_out(html: str) -> bytes:
    """The pages as a tagged PDF/A-3a. Raises ForeignFile when something is asked for that is not ours."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError

    fonts, fetcher = FontConfiguration(), _own_files_only()
    source = HTML(string=html, base_url=f"{_ours().as_uri()}/", url_fetcher=fetcher)
    try:
        letters = CSS(
            string=style_for(html),
            base_url=own_file(LETTERS).as_uri(),
            url_fetcher=fetcher,
            font_config=fonts,
        )
        document = source.render(font_config=fonts, stylesheets=[letters], pdf_variant=VARIANT)
        say_lines(document)
        laid_out: bytes = document.write_pdf(pdf_variant=VARIANT, finisher=say_each_drawing)
    except FatalURLFetchingError as error:  # which is not an Exception, and would take the worker down
        raise ForeignFile from error
    return laid_out


def declare_accessible(pdf: bytes) -> Paper:
    """Say in the file that it is PDF/UA-1 as well, which WeasyPrint can say only instead of PDF/A."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        said = document.Root.Metadata.read_bytes()
        # Uncompressed, so that an archive finds it without knowing PDF.
        document.Root.Metadata = document.make_stream(
            said.replace(b"</rdf:RDF>", _ACCESSIBLE, 1), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )
        saved = BytesIO()
        document.save(saved, preserve_pdfa=True)
        return Paper(saved.getvalue(), len(document.pages))


def _ours() -> Path:
    return own_file(LETTERS).parent.parent


@cache
def _unpacked(font: Path) -> bytes:
    """Unpacked once in each process: that takes longer than to lay out a paper, and would be done for each."""
    from fontTools.ttLib.woff2 import decompress

    unpacked = BytesIO()
    with font.open("rb") as packed:
        decompress(packed, unpacked)
    return unpacked.getvalue()


def _own_files_only() -> "URLFetcher":
    """Opens style sheets and fonts among our static files, and stops everything when anything else is asked for."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    ours = _ours()

    class OwnFiles(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            parts = urlsplit(url)
            path = Path(url2pathname(parts.path)).resolve()
            if (
                parts.scheme != "file"
                or parts.netloc
                or path.suffix not in FILE_TYPES
                or ours not in path.parents
            ):
                raise FatalURLFetchingError("only our own style sheets and fonts are fetched")
            content = _unpacked(path) if path.suffix == ".woff2" else path.read_bytes()
            return URLFetcherResponse(url, content, {"Content-Type": FILE_TYPES[path.suffix]})

    return OwnFiles()
