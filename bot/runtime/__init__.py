"""Rasa as this project runs it: the model, the conversations, the actions in its own process, the server.

What changes Rasa's behaviour is here and in bot/nlu, and nowhere else.
"""

import os

# Rasa reports home unless this is set before it is imported, and a closed network would make it wait.
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
