"""The door: `uvicorn app:app`, and also `streamlit run app.py`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from parley import headers, opening
from parley.assets import Assets
from parley.dressed import AT_HOME, Dressed, preloads
from parley.ui.beside import house

STATIC = Path(st.__file__).parent / "static"
INDEX = (STATIC / "index.html").read_text(encoding="utf-8")
"""The HTML in which Streamlit serves every page."""
DRAWN_BY = preloads(INDEX, STATIC / "static" / "js", ("BidiComponent", "Checkbox", "DateInput", "Html", "LinkButton"))
"""What nearly every page of ours is drawn by."""
HEAD = AT_HOME + DRAWN_BY


@asynccontextmanager
async def ready(_: st.App) -> AsyncIterator[None]:
    """Serve at once, and be there by the time that the first page is drawn."""
    opening.begin()
    yield


app = st.App(
    Path(__file__).resolve().parent / "parley" / "ui" / "frame.py",
    middleware=[
        Middleware(headers.Guarded, index=INDEX + HEAD),
        Middleware(Assets, folder=STATIC / "static"),
        Middleware(opening.Opening),
        Middleware(Dressed, index=INDEX, style=house(), head=HEAD),
    ],
    lifespan=ready,
)
