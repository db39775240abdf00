"""The coach for questions to a child: labels, flags and better wordings (design, "Questions to a child")."""

from bot.rehearsal.questions.coach import Coach, label, read_list, standard_coach
from bot.rehearsal.questions.labelled import FLAGS, LABELS, RECOMMENDED, Labelled, as_json

__all__ = ["FLAGS", "LABELS", "RECOMMENDED", "Coach", "Labelled", "as_json", "label", "read_list", "standard_coach"]
