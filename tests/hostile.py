"""Values that nobody should send, for every parameter of every address, and paths that lead out of every folder. Already encoded."""

from __future__ import annotations

import random
from collections.abc import Iterator

from parley import schema
from parley.export import named
from parley.export.documents import DOCUMENTS
from parley.export.forms import FORMS
from parley.view import PARAMETERS

VALUES = (
    *("%00", "%0d%0aSet-Cookie:%20a=b", "%1b%5B31m", "%ff%fe", "%C0%AE%C0%AE", "%ED%A0%80", "%", "%zz", "%u0041", "a" * 3000),
    *("%3Cscript%3Ealert(1)%3C/script%3E", "javascript:alert(1)", "..%2F..%2Fetc%2Fpasswd", "..%5C..%5Cwindows", "/etc/passwd"),
    *(
        "%D9%A2%D9%A0%D9%A2%D9%A5-08-24",
        "%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%95",
        "0000-00-00",
        "9999-12-31",
        "-1",
        "1e999",
        "99999999999999999999",
    ),
    *(
        "%E2%80%AE",
        "%EF%BB%BF",
        "~",
        "~~~~",
        "|",
        "%7C%7C",
        "'%20OR%201=1--",
        "%7B%7B7*7%7D%7D",
        "$%7Bjndi:ldap://a%7D",
        "null",
        "true",
        "[]",
    ),
)
PATHS = (
    *(
        "/api/../../etc/passwd",
        "/api/%2e%2e/%2e%2e/etc/passwd",
        "/api/..%2f..%2fetc%2fpasswd.csv",
        "/api/%252e%252e%252fetc%252fpasswd.csv",
    ),
    *(
        "/api/..%5c..%5cetc%5cpasswd.csv",
        "/api//etc/passwd.csv",
        "/api/matrix.csv/../../../etc/passwd",
        "/api/matrix.%2e%2e%2fcsv",
        "/api/%00.csv",
    ),
    *("/schema/../../../etc/passwd", "/schema/..%2f..%2fpositions.json", "/schema/%2e%2e%2fapp.json", "/print/..%2f..%2fetc%2fpasswd"),
    *(
        "/static/../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/static/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/static//etc/passwd",
    ),
    *(
        "/media/../../etc/passwd",
        "/media/..%2f..%2fetc%2fpasswd",
        "/component/../../etc/passwd",
        "/component/x/..%2f..%2f..%2fetc%2fpasswd",
    ),
    *(
        "/app/static/..%2f..%2f..%2fetc%2fpasswd",
        "/_stcore/..%2f..%2fetc%2fpasswd",
        "/..%2f..%2fetc%2fpasswd",
        "//etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
    ),
    *(
        "/positions/ukraine-peace/actors.yaml",
        "/api/..%2fpositions%2fukraine-peace%2factors.yaml",
        "/static/..%2f..%2fpositions%2fukraine-peace%2factors.yaml",
    ),
)


def routes() -> list[str]:
    """Every address that answers with data."""
    tables = [f"/api/{name}.{form}" for name in named.NAMES for form in FORMS]
    schemas = [f"/schema/{kind}.json" for kind in schema.MODELS]
    return [*tables, *(f"/api/{name}" for name in DOCUMENTS), *schemas, "/feed.atom", "/print/matrix", "/healthz"]


def queries(seed: int, many: int) -> Iterator[str]:
    """So many queries: known names, repeated and unknown ones, with hostile values and sound ones beside them."""
    chance = random.Random(seed)
    names = [*PARAMETERS, *PARAMETERS, "exact", "embed", "", "%00", "__class__", "actor%5B%5D", "a" * 300]
    for _ in range(many):
        yield "&".join(f"{chance.choice(names)}={chance.choice(VALUES)}" for _ in range(chance.randint(1, 4)))


def each_parameter() -> Iterator[str]:
    """Every parameter with every value."""
    return (f"{name}={value}" for name in (*PARAMETERS, "exact") for value in VALUES)
