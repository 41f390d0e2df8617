"""Jobs are queued by name: each name is a task of the doors, and takes what it is given."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from typing import TYPE_CHECKING

from procrastinate.contrib.django import app

from nongcai.interfaces import jobs
from tests.house.sources import PACKAGE, called, files, read, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

ROOM_AND_VERB = re.compile(r"^[a-z]+\.[a-z_]+$")
# `lock` is for the queue, not for the task.
FOR_THE_QUEUE = {"lock"}


def faults(text: str, tasks: Mapping[str, Collection[str]]) -> list[str]:
    """Name each queued job that no task answers to, or that gives a task what it does not take."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or called(node) not in {"queue.defer", "defer"}:
            continue
        name = ast.literal_eval(node.args[0]) if node.args and isinstance(node.args[0], ast.Constant) else ""
        given = {keyword.arg for keyword in node.keywords} - FOR_THE_QUEUE
        if name not in tasks:
            found.append(f"line {node.lineno}: no task {name!r}")
        elif given != set(tasks[name]):
            found.append(f"line {node.lineno}: {name} takes {sorted(tasks[name])}, not {sorted(map(str, given))}")
    return found


def known_tasks() -> dict[str, list[str]]:
    """Return the tasks of the doors with the names of what they take."""
    for module in pkgutil.walk_packages(jobs.__path__, f"{jobs.__name__}."):
        importlib.import_module(module.name)
    ours = {name: task for name, task in app.tasks.items() if task.func.__module__.startswith(jobs.__name__)}
    return {name: _wanted(task.func, pass_context=task.pass_context) for name, task in ours.items()}


def _wanted(function: object, *, pass_context: bool) -> list[str]:
    names = list(inspect.signature(function).parameters)
    return names[1:] if pass_context else names


class TestTasks:
    def test_exist_for_every_queued_job(self):
        tasks = known_tasks()

        found = [f"{shown(path)} {fault}" for path in files(PACKAGE) for fault in faults(read(path), tasks)]

        assert found == []

    def test_are_named_room_and_verb(self):
        misnamed = [name for name in known_tasks() if not ROOM_AND_VERB.match(name)]

        assert misnamed == []


class TestFaults:
    TASKS = {"notifications.deliver": ["message_id"]}

    def test_name_a_planted_job_without_a_task(self):
        found = faults("queue.defer('notifications.delivr', message_id=7)", self.TASKS)

        assert found == ["line 1: no task 'notifications.delivr'"]

    def test_name_a_planted_job_with_a_wrong_argument(self):
        found = faults("queue.defer('notifications.deliver', message=7)", self.TASKS)

        assert found == ["line 1: notifications.deliver takes ['message_id'], not ['message']"]

    def test_name_a_planted_job_whose_name_is_made_up_at_run_time(self):
        assert faults("queue.defer(name, message_id=7)", self.TASKS) == ["line 1: no task ''"]

    def test_pass_over_a_job_that_is_right(self):
        assert faults("queue.defer('notifications.deliver', lock='a', message_id=7)", self.TASKS) == []
