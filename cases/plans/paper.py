"""The plan on paper: one file that is PDF/A-3a for the archive and PDF/UA-1 for screen readers.

It is laid out by WeasyPrint from `templates/plans/document.html` and `static/plans/document.css`. Nothing is fetched
but our own style sheet and fonts, and whatever else is asked for stops the work.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from cases.plans.contents import PlanContents
from municipality.organisation.law import legal_reference
from municipality.ui.dates import clock

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

STYLE: Final = "plans/document.css"
FILE_TYPES: Final = {".css": "text/css", ".woff2": "font/woff2"}
FONTS: Final = tuple(f"vendor/inter-5.3.0/inter-{part}-wght-normal.woff2" for part in ("latin", "latin-ext"))
NO_BREAK: Final = "\u00a0"
UNKNOWN: Final = "¤"
HYPHENS: Final = {0x2010: "-", 0x2011: "-"}

_MONTHS: Final = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
_DAY: Final = re.compile(rf"\b(\d{{1,2}}\.) ({_MONTHS})\b( (?=\d{{4}}\b))?")
_BOUND: Final = re.compile(r"\b(kl\.|nr\.|§§?|nivå) (?=\d)|(?<=§) (?=\d)")
_COUNTED: Final = re.compile(r"(?<=\d) (?=(år|måneder|uker|dager|timer|minutter|kroner|prosent|%)\b)")
_QUOTED: Final = re.compile(r"&quot;((?:(?!&quot;)[^<>\n]){1,500})&quot;")
_DASH: Final = re.compile(r"(?<=\w) - (?=\w)")

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


def paper_html(plan: PlanContents, *, printed_by: str, printed_at: datetime) -> str:
    """The document as HTML. `printed_by` is empty where no staff are named."""
    words = {"who": printed_by, "when": f"{printed_at:%d.%m.%Y} {clock(printed_at)}"}
    printed = _("Skrevet ut av %(who)s %(when)s") if printed_by else _("Skrevet ut %(when)s")
    context = {
        "plan": plan,
        "printed": printed % words,
        "printed_at": printed_at,
        "exempt_by": legal_reference("exempt_from_public_access", printed_at.date()),
        "rests_on": legal_reference("individual_plan", printed_at.date()),
        "paper": True,
    }
    html = drawable(render_to_string("plans/document.html", context))
    if UNKNOWN in html:
        html = drawable(render_to_string("plans/document.html", {**context, "unknown": UNKNOWN}))
    head, body, rest = html.partition("<body")
    return head + typeset(body + rest)


@cache
def _drawn() -> frozenset[str]:
    """The characters that our fonts draw."""
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    for font in FONTS:
        with TTFont(_own_file(font)) as opened:
            found |= opened.getBestCmap().keys()
    return frozenset(map(chr, found)) | {"\n", "\t", "\r"}


def drawable(text: str) -> str:
    """The text in characters that our fonts draw; others become UNKNOWN, and marks without a width are dropped.

    A character without a drawing would make the whole file neither PDF/A nor PDF/UA.
    """
    composed = unicodedata.normalize("NFC", text).translate(HYPHENS)
    return "".join(
        one if one in _drawn() else "" if unicodedata.category(one) in ("Cf", "Mn", "Cc") else UNKNOWN
        for one in composed
    )


def typeset(html: str) -> str:
    """Norwegian typography: guillemets, dashes, and no line break in a date, a time of day, a section or a count."""
    html = _QUOTED.sub(r"«\1»", html)
    html = _DASH.sub(" – ", html)
    html = _DAY.sub(lambda found: NO_BREAK.join(found.group(1, 2)) + (NO_BREAK if found[3] else ""), html)
    html = _BOUND.sub(lambda found: (found[1] or "") + NO_BREAK, html)
    return _COUNTED.sub(NO_BREAK, html)


def lay_out(html: str) -> bytes:
    """The pages as a tagged PDF/A-3a. Raises ForeignFile when something is asked for that is not ours."""
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    source = HTML(string=html, base_url=_own_file(STYLE).as_uri(), url_fetcher=_own_files_only())
    try:
        laid_out: bytes = source.write_pdf(pdf_variant="pdf/a-3a")
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


def _own_file(path: str) -> Path:
    found = finders.find(path)
    if not isinstance(found, str):
        raise FileNotFoundError(path)
    return Path(found).resolve()


def _own_files_only() -> "URLFetcher":
    """Opens style sheets and fonts among our static files, and stops everything when anything else is asked for."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    ours = _own_file(STYLE).parent.parent

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
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": FILE_TYPES[path.suffix]})

    return OwnFiles()
