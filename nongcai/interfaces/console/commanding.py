"""What our commands have in common: help in Chinese, without the switches that only Django's own need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, DjangoHelpFormatter

if TYPE_CHECKING:
    from argparse import Action
    from collections.abc import Iterable

    from django.core.management.base import CommandParser


class _Help(DjangoHelpFormatter):
    def add_usage(self, usage: str | None, actions: Iterable[Action], groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or "用法：")


class Command(BaseCommand):
    """A command of ours."""

    requires_system_checks: list[str] = []
    suppressed_base_arguments = {
        "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
    }  # fmt: skip

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Head the help in Chinese."""
        parser = super().create_parser(prog_name, subcommand, add_help=False, formatter_class=_Help, **kwargs)
        parser.add_argument("-h", "--help", action="help", help="显示本说明后退出")
        for group in parser._action_groups:
            group.title = {"positional arguments": "参数", "options": "选项"}.get(group.title or "", group.title)
        return parser
