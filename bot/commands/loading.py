"""The assistant loaded for a command, with its progress shown to a person who waits."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from rich.console import Console

from bot.commands.command import Refused
from bot.guidance.checking import faults_in
from bot.guidance.loading import PACKS

if TYPE_CHECKING:
    from bot.runtime.assistant import Assistant

MOST_SHOWN = 3
"""Faults named where packs stop a command; `guide check` names all."""


def quiet() -> None:
    """Leaves only errors in the log, and no warnings of the libraries."""
    # Some libraries switch warnings on again when they are imported, so what shows them is switched off.
    warnings.showwarning = lambda *_, **__: None
    logging.getLogger().setLevel(logging.ERROR)
    for name in ("rasa", "rasa_sdk", "sanic", "apscheduler"):
        logging.getLogger(name).setLevel(logging.ERROR)
    # Rasa logs every message's text at debug level unless structlog is told not to.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR), cache_logger_on_first_use=True
    )
    os.environ["TQDM_DISABLE"] = "1"


def loaded_assistant() -> Assistant:
    """The assistant, with its model built first where there is none for the inputs as they are.

    Raises Refused where the packs have faults or the model can't be built.
    """
    quiet()
    console = Console(stderr=True)
    with console.status("Loading the guide…") if sys.stderr.isatty() else nullcontext():
        from bot.runtime.assistant import Assistant

        return Assistant.load(built_model())


def built_model(again: bool = False) -> Path:
    """The model for the inputs as they are, built where there is none. Raises Refused where it can't be."""
    from bot.runtime.model import ModelError, model_path, trained_model

    if again or not model_path().is_file():
        refuse_faulty_packs()
        print("Building the model: about a minute, once until something changes.", file=sys.stderr, flush=True)
    try:
        return trained_model(again=again)
    except ModelError as error:
        raise Refused(str(error)) from error


def refuse_faulty_packs() -> None:
    """Raises Refused where a pack has a fault: a model is made from sound packs only."""
    faults = faults_in(PACKS)
    if faults:
        named = "; ".join(str(fault) for fault in faults[:MOST_SHOWN])
        raise Refused(f"the packs have {len(faults)} faults, so nothing was built: {named} (run `guide check`)")
