"""From a port and a folder to a provider that knows the client whose file lies in the folder."""

from pathlib import Path

from demo.provider.files import CLIENT, lay_files
from demo.provider.issuer import Client, Issuer
from demo.provider.people import people_of
from demo.provider.server import ProviderServer
from municipality.openid.provider_file import read_providers
from municipality.openid.providers import Kind


def provider_server(port: int, folder: Path, house: str) -> ProviderServer:
    """It listens, and answers when it is told to serve. `house` is the address of the demo."""
    addresses = {kind: f"http://127.0.0.1:{port}/{kind}" for kind in Kind}
    clients = read_providers(str(lay_files(folder, addresses)), loopback_http=True)
    issuers = {}
    for one in clients:
        ours = f"{house}/logg-inn/{one.key}"
        client = Client(CLIENT, one.private_key, f"{ours}/svar/", f"{ours}/farvel/")
        issuers[one.kind] = Issuer(one.issuer, client, people_of(one.kind))
    return ProviderServer(port, house, issuers)
