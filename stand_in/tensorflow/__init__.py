"""An inert stand-in for TensorFlow, which Rasa imports and nothing here uses.

Rasa imports `tensorflow` and `keras` when it lists its default components, whether or not a pipeline
has one that needs them. This package answers those imports with classes that do nothing, so that every
Rasa command works without TensorFlow (docs/decisions/0001-no-tensorflow.md). Building a model on them
raises `TensorFlowIsAbsent`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import FunctionType, ModuleType
from typing import Any

STOOD_IN_FOR = ("tensorflow", "keras")


class TensorFlowIsAbsent(RuntimeError):
    """Raised when a component tries to build a TensorFlow model."""


class InertType(type):
    """The type of everything that the stand-in gives: any attribute is there, calling decorates."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return InertType(name, (), {"__module__": cls.__module__})

    def __call__(cls, *arguments: Any, **settings: Any) -> Any:
        if cls.__bases__ != (object,):
            raise TensorFlowIsAbsent(
                f"{cls.__module__}.{cls.__name__} needs TensorFlow, which this project does not install: "
                "take the component that uses it out of config.yml"
            )
        decorated = arguments[0] if len(arguments) == 1 and not settings else None
        return decorated if isinstance(decorated, (FunctionType, type)) else cls


class InertModule(ModuleType):
    """A module in which every name is an inert class."""

    __path__: list[str] = []  # noqa: RUF012  # a module has it as its own, and nothing is ever put in

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return InertType(name, (), {"__module__": self.__name__})


class InertFinder(MetaPathFinder, Loader):
    """Finds an inert module for every name below the packages that the stand-in answers for."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.split(".")[0] not in STOOD_IN_FOR:
            return None
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return InertModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run: the module is complete as it was created."""


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return InertType(name, (), {"__module__": __name__})


if not any(isinstance(finder, InertFinder) for finder in sys.meta_path):
    sys.meta_path.append(InertFinder())
