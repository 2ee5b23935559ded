"""Private keys and certificates as the files that an installation has."""

import datetime
from ipaddress import IPv4Address
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID

LASTS: Final = datetime.timedelta(days=30)


def pem(key: Any) -> bytes:
    form = serialization.PrivateFormat.PKCS8
    found: bytes = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    return found


def certificate(key: Any, address: str = "") -> bytes:
    """Signed with the key that it is about; for a server at this address, where one is given."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "stafettpinnen")])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now - LASTS, now + LASTS)
    if address:
        names = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address(address))])
        builder = builder.add_extension(names, critical=False)
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
