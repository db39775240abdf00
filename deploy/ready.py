"""Ends with 0 where the guide in this container can answer a turn, and with 1 otherwise."""

import http.client
import sys

PORT = 5005
LONGEST_SECONDS = 5


def ready(port: int) -> bool:
    """Whether GET /health/ready is answered with 200. Proxies that the environment names are not used."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST_SECONDS)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if ready(int(sys.argv[1]) if len(sys.argv) > 1 else PORT) else 1)
