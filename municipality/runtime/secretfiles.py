"""`python3 -m municipality.runtime.secretfiles [FOLDER]`: the secrets that docker-compose.yml reads, each in a file.

Runs on any Python of the project's version, without its packages. Makes what is missing and changes nothing that is
there, so that it can be run again. To change a password, remove its file: the address that holds it is then made again.
"""

import base64
import os
import secrets
import sys
from pathlib import Path
from urllib.parse import quote

from municipality.runtime.roles import APP, DATABASE, OWNER, WORKER

POSTGRES, VALKEY = "db:5432", "cache:6379"  # as docker-compose.yml names them
BY_HAND = "email_url"
# By file name: the file with the password, and the address around it.
ADDRESSES = {
    "owner_database_url": ("owner_password", f"postgresql://{OWNER}:{{}}@{POSTGRES}/{DATABASE}"),
    "app_database_url": ("app_password", f"postgresql://{APP}:{{}}@{POSTGRES}/{DATABASE}"),
    "worker_database_url": ("worker_password", f"postgresql://{WORKER}:{{}}@{POSTGRES}/{DATABASE}"),
    "redis_url": ("valkey_password", f"redis://:{{}}@{VALKEY}/0"),
}


def new_secrets() -> dict[str, str]:
    """Everything that the environment of an installation needs and nobody should choose by hand."""
    words = ("SUPERUSER_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD", "WORKER_PASSWORD", "BACKUP_PASSWORD")
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return {
        **{word: secrets.token_urlsafe(24) for word in (*words, "VALKEY_PASSWORD")},
        "SECRET_KEY": secrets.token_hex(50),
        "IDENTITY_SEAL_KEY": secrets.token_hex(32),
        "BLIND_INDEX_KEY": secrets.token_hex(32),
        "FIELD_KEYS": f"k1:{key}",
    }


def make_secrets(folder: Path) -> list[str]:
    """The names of the files that were made. What others have written into the folder is kept.

    The folder is closed to others, the files are not: a container sees single files of it, with the mode that they have
    here, and nobody in a container is root.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    made = [
        name
        for name, value in ((key.lower(), value) for key, value in new_secrets().items())
        if _make(folder / name, value)
    ]
    for name, (source, address) in ADDRESSES.items():
        if source in made:
            (folder / name).unlink(missing_ok=True)
        password = (folder / source).read_text(encoding="utf-8").strip()
        if _make(folder / name, address.format(quote(password, safe=""))):
            made.append(name)
    return made


def _make(file: Path, value: str) -> bool:
    """Whole or not at all, so that an interrupted start leaves no empty secret behind."""
    if file.exists():
        return False
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o400)
    with open(descriptor, "w", encoding="utf-8") as out:  # noqa: PTH123
        out.write(f"{value}\n")
    new.chmod(0o444)
    new.rename(file)
    return True


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "secrets"
    made = make_secrets(folder)
    print(f"{folder}: {len(made)} new ({', '.join(made) or 'everything was there'})")
    if not (folder / BY_HAND).exists():
        print(
            f"Missing: {folder / BY_HAND}. Write smtp+tls://user:password@host:587 into it, and make it readable."
        )


if __name__ == "__main__":
    main()
