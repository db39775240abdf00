"""The app package that a council's administrator uploads to Teams: a manifest and two icons in a zip."""
