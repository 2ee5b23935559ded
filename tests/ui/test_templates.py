"""A template is read by people too."""

from pathlib import Path

from django.conf import settings

TEMPLATES = [Path(settings.BASE_DIR) / folder for folder in ("templates", "demo/templates")]


def test_no_line_of_a_template_is_longer_than_160_characters() -> None:
    long = [
        f"{path.relative_to(folder)}:{number}"
        for folder in TEMPLATES
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > 160
    ]
    assert long == []
