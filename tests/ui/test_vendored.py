import hashlib
import re
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[2] / "static" / "vendor"


def test_every_vendored_file_is_listed_with_its_sum() -> None:
    text = (VENDOR / "VENDORED.md").read_text()
    listed = {path: digest for digest, path in re.findall(r"(?m)^([0-9a-f]{64})  (\S+)$", text)}
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "VENDORED.md"
    }
    assert found == listed
