"""The parts of a turn, and the functions in which each is spent."""

from __future__ import annotations

PARTS = {
    "the web channel: session, token, limits, events": (
        "bot.channels.web.channel:WebChannel.changing_session",
        "bot.channels.web.channel:WebChannel.count_message",
        "bot.channels.web.conversing:message_in",
        "bot.channels.web.events:said_event",
    ),
    "which conversation is open, and how far it has come": (
        "bot.runtime.stored:StoredDesks.conversation_of",
        "bot.runtime.stored:StoredDesks.standing",
    ),
    "what was said before and after": ("bot.runtime.conversations:RunningConversations._said",),
    "masking": ("bot.runtime.assistant:without_details",),
    "reading the conversation from the store": ("bot.runtime.stored:StoredConversations.retrieve",),
    "saving, on the disk": ("bot.runtime.stored:StoredConversations.save",),
    "understanding: topic, risk, scope": ("bot.nlu.reader:Reader.process",),
    "understanding: names": ("bot.nlu.names:NameFinder.process",),
    "understanding: figures and facts": ("bot.nlu.facts:FactReader.process",),
    "deciding whose turn it is": ("bot.nlu.turns:TurnPolicy.predict_action_probabilities",),
    "the skill that answers": ("rasa_sdk.executor:ActionExecutor.run",),
    "Rasa: calling the skill and checking its result": ("rasa.core.actions.action:RemoteAction.run",),
    "Rasa: the graph round understanding": ("rasa.core.processor:MessageProcessor._parse_message_with_graph",),
    "Rasa: the graph round deciding": ("rasa.core.processor:MessageProcessor._predict_next_with_tracker",),
    "Rasa: slots": ("rasa.core.processor:MessageProcessor.run_action_extract_slots",),
    "Rasa: copies of the tracker": ("bot.runtime.tracker:StoredTracker.copy",),
    "Rasa: all else": ("rasa.core.agent:Agent.handle_message",),
    "the guide round Rasa": ("bot.runtime.conversations:RunningConversations._turn",),
}
"""Functions as module:name; one that isn't there is left out. Time counts for the innermost of them."""

OUTSIDE = "HTTP: the server and the client"
"""What a client waits beyond all of them."""
