"""Talking to a provider: short patience, small answers, no redirects. Whatever goes wrong there is one failure."""

import json
import time
from collections.abc import Mapping
from typing import Any, Final

import requests
from requests.adapters import BaseAdapter, HTTPAdapter

from municipality.openid.failures import Failed, Reason

CONNECT, READ = 2.0, 5.0  # seconds until there is a connection, and between two pieces of the answer
WHOLE: Final = 10.0  # seconds for an answer that drips; a request of ours, and its thread, waits for it
LARGEST: Final = 256 * 1024


def adapter() -> BaseAdapter:
    """What carries the requests; never tries again by itself, since a code may be used once."""
    return HTTPAdapter(max_retries=0)


def get(address: str) -> dict[str, Any]:
    """The JSON object at this address. Failed(PROVIDER_DOWN) for anything else."""
    status, answer = _ask("GET", address, None)
    if status != 200:
        raise Failed(Reason.PROVIDER_DOWN)
    return answer


def post(address: str, fields: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
    """Status and JSON object of the answer, also when it refuses. Failed(PROVIDER_DOWN) when there is none."""
    status, answer = _ask("POST", address, fields)
    if status >= 500:
        raise Failed(Reason.PROVIDER_DOWN)
    return status, answer


def _ask(method: str, address: str, fields: Mapping[str, str] | None) -> tuple[int, dict[str, Any]]:
    with requests.Session() as session:
        session.mount("https://", adapter())
        session.mount("http://", adapter())
        try:
            with session.request(
                method,
                address,
                data=fields,
                headers={"Accept": "application/json"},
                auth=lambda request: request,  # otherwise a .netrc of the machine would add one
                timeout=(CONNECT, READ),
                allow_redirects=False,
                stream=True,
            ) as response:
                return response.status_code, _object(_content(response))
        except (requests.RequestException, OSError):
            # Its text quotes addresses with what we sent.
            raise Failed(Reason.PROVIDER_DOWN) from None


def _content(response: requests.Response) -> bytes:
    begun, content = time.monotonic(), b""
    for piece in response.iter_content(16 * 1024):
        content += piece
        if len(content) > LARGEST or time.monotonic() - begun > WHOLE:
            raise Failed(Reason.PROVIDER_DOWN)
    return content


def _object(content: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        raise Failed(Reason.PROVIDER_DOWN) from None
    if not isinstance(answer, dict):
        raise Failed(Reason.PROVIDER_DOWN)
    return answer
