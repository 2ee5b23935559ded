"""What the web is told of the provider: the file of SIGN_IN_PROVIDERS, and the client's keys beside it."""

import datetime
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from demo.provider.people import tenants
from municipality.openid.providers import Kind

CLIENT: Final = "stafettpinnen-demo"
LASTS: Final = datetime.timedelta(days=3650)
TYPE, RESOURCE = "ansattporten:altinn:resource", "urn:altinn:resource:stafettpinnen"


def lay_files(folder: Path, issuers: Mapping[Kind, str]) -> Path:
    """Keys at the first start; the file that names them at each, since addresses change. Returns that file."""
    for kind in Kind:
        if not (folder / f"{kind}.pem").exists():
            _lay_key(folder, kind)
    text = "\n".join(_table(kind, issuers[kind]) for kind in Kind)
    file = folder / "providers.toml"
    file.write_text(text, encoding="utf-8")
    return file


def _table(kind: Kind, issuer: str) -> str:
    values = {
        "key": kind.value,
        "kind": kind.value,
        "issuer": issuer,
        "client_id": CLIENT,
        "key_file": f"{kind}.pem",
        "key_id": kind.value,
        **_of(kind),
    }
    # What JSON writes of texts and lists of texts, TOML reads.
    lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
    if kind is Kind.ANSATTPORTEN:
        lines.append(f'authorization_details = [{{type = "{TYPE}", resource = "{RESOURCE}"}}]')
    return "\n".join(["[[provider]]", *lines, ""])


def _of(kind: Kind) -> dict[str, Any]:
    """What one kind has and another has not."""
    match kind:
        case Kind.ENTRA:
            return {"certificate_file": "entra.crt", "tenants": tenants()}
        case Kind.IDPORTEN:
            low, high = "idporten-loa-substantial", "idporten-loa-high"
            return {"levels": [low, high], "acr.family": high, "acr.young": low}
        case Kind.ANSATTPORTEN:
            return {"levels": ["substantial", "high"], "acr.staff": "high"}


def _lay_key(folder: Path, kind: Kind) -> None:
    """As the documentation asks for: RSA with a certificate for Entra ID, P-256 for the others."""
    if kind is Kind.ENTRA:
        made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, CLIENT)])
        now = datetime.datetime.now(datetime.UTC)
        builder = x509.CertificateBuilder(
            name, name, made.public_key(), x509.random_serial_number(), now, now + LASTS
        )
        certificate = builder.sign(made, hashes.SHA256()).public_bytes(Encoding.PEM)
        (folder / "entra.crt").write_bytes(certificate)
        key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey = made
    else:
        key = ec.generate_private_key(ec.SECP256R1())
    (folder / f"{kind}.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
