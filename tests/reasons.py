"""Which reasons of the database a run has heard. A whole run that is green hears all of them, or it fails."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import Error
from django.db.backends.signals import connection_created

from municipality.access.refusals import SENTENCES

HEARD: set[str] = set()


def listen(connection: Any, **_signal: Any) -> None:
    if _note not in connection.execute_wrappers:
        connection.execute_wrappers.append(_note)


def _note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    try:
        return execute(sql, params, many, context)
    except Error as error:
        message = getattr(getattr(error.__cause__, "diag", None), "message_primary", None)
        if message in SENTENCES:
            HEARD.add(str(message))
        raise


class Reasons:
    """The plugin: each worker tells the controller what it has heard."""

    def pytest_sessionstart(self) -> None:
        connection_created.connect(listen)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        HEARD.update(getattr(node, "workeroutput", {}).get("reasons", ()))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        config = session.config
        if hasattr(config, "workeroutput"):
            config.workeroutput["reasons"] = sorted(HEARD)
            return
        whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
        narrowed = config.option.keyword or config.option.markexpr or config.option.deselect
        unheard = SENTENCES.keys() - HEARD
        if exitstatus == pytest.ExitCode.OK and whole and not narrowed and unheard:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
            reporter: Any = config.pluginmanager.get_plugin("terminalreporter")
            reporter.write_line(f"No test has raised: {', '.join(sorted(unheard))}.", red=True)
