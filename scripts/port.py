"""`python scripts/port.py 8501`: says what to do when a port cannot be had."""

from __future__ import annotations

import errno
import socket
import sys


def why_not(port: str) -> str:
    """Why this port of this machine cannot be listened on, and the way out; empty when it can."""
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        return f"`{port}` is no port; choose one from 1024 to 65535: make run PORT=8600"
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", int(port)))
        except OSError as error:
            taken = "is taken by another program" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            return f"port {port} {taken}; choose another: make run PORT={int(port) + 1 if int(port) > 1023 else 8600}"
    return ""


if __name__ == "__main__":
    sys.exit(why_not(sys.argv[1]) or None)
