"""Mentions in a message: whether the guide is meant, and what is said without its name."""

from __future__ import annotations

from bot.channels.teams.activities import Activity

NO_BREAK = "\N{NO-BREAK SPACE}"
TEAMS_PREFIX = "28:"
"""What Teams puts before a bot's app id to make the id that it goes by in chats."""


def of_guide(activity: Activity, app_id: str) -> list[str]:
    """The words in which the guide is mentioned, one for each mention."""
    own = {activity.bot, app_id, f"{TEAMS_PREFIX}{app_id}"}
    found = []
    for entity in activity.entities:
        mentioned, text = entity.get("mentioned"), entity.get("text")
        if entity.get("type") == "mention" and isinstance(mentioned, dict) and mentioned.get("id") in own:
            found.append(text if isinstance(text, str) else "")
    return found


def said_in(activity: Activity, app_id: str) -> str:
    """What is said in a message, without the guide's name where it is mentioned."""
    text = activity.text
    for words in of_guide(activity, app_id):
        text = text.replace(words, " ", 1) if words else text
    return text.replace(NO_BREAK, " ").replace("&nbsp;", " ").strip()
