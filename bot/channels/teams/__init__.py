"""Microsoft Teams: who may talk to the guide there, and the token that the guide answers with."""
