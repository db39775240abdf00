"""The page's channel: sessions, messages and live events over HTTP. A conversation is never named by the client."""
