"""The pages on this machine's own address, by uvicorn: one process, one port."""

from __future__ import annotations

import errno
import socket
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"


def why_not(port: int) -> str:
    """Why this port cannot be listened on, and the way out; empty when it can."""
    if not 0 < port < 65536:
        return f"{port} is no port; choose one from 1024 to 65535"
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
        except OSError as error:
            taken = "is taken by another program" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            return f"port {port} {taken}; choose another, such as {port + 1 if port > 1023 else 8600}"
    return ""


def serve(port: int) -> None:
    """Serve until stopped."""
    import uvicorn  # here, so that the other commands start without it

    print(f"Parley is at http://{HOST}:{port} (Ctrl+C stops it)", flush=True)
    uvicorn.run("app:app", app_dir=str(ROOT), host=HOST, port=port, log_level="warning", access_log=False)
