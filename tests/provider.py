"""A small OpenID Connect provider on this machine: whoever comes is signed in at once, as whoever it is told to say.

with provider() as at:      at.address : its issuer; at.email : who signs in next
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT, SECRET = "parley", "the-secret-of-the-client-0123456789"


@dataclass
class Provider:
    """What it says. codes : code -> (email, nonce) of the sign-ins under way; told : how many tokens it gave out."""

    address: str = ""
    email: str = ""
    verified: bool = True
    codes: dict[str, tuple[str, str]] = field(default_factory=dict)
    told: int = 0


@contextmanager
def provider() -> Iterator[Provider]:
    """Run it until the block ends."""
    from joserfc import jwt  # comes with Authlib, which only a desk with a sign-in needs
    from joserfc.jwk import RSAKey

    key, state = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"}), Provider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(asked.query).items()}
            if asked.path == "/.well-known/openid-configuration":
                self._json(_discovery(state.address))
            elif asked.path == "/jwks":
                self._json({"keys": [key.as_dict(private=False)]})
            elif asked.path == "/authorize":
                code = f"code-{len(state.codes)}"
                state.codes[code] = (state.email, query.get("nonce", ""))
                self.send_response(302)
                self.send_header("Location", f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}")
                self.end_headers()
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            sent = {name: values[-1] for name, values in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
            email, nonce = state.codes.pop(sent["code"])
            now = int(time.time())
            claims = {"iss": state.address, "sub": email, "aud": CLIENT, "iat": now, "exp": now + 600, "nonce": nonce}
            claims |= {"email": email, "email_verified": state.verified, "name": email.partition("@")[0].title()}
            token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)
            state.told += 1
            self._json({"access_token": "a-token", "token_type": "Bearer", "expires_in": 600, "id_token": token})

        def log_message(self, *_: Any) -> None:
            """Nothing: the tests say what happened."""

        def _json(self, value: Any) -> None:
            body = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    state.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


def _discovery(address: str) -> dict[str, Any]:
    return {
        "issuer": address,
        "authorization_endpoint": f"{address}/authorize",
        "token_endpoint": f"{address}/token",
        "jwks_uri": f"{address}/jwks",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
    }
