"""The door: `uvicorn app:app`, and also `streamlit run app.py`."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from parley import headers, http, progress, store
from parley.dressed import Dressed
from parley.ui.beside import house

INDEX = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
"""The HTML in which Streamlit serves every page."""


@asynccontextmanager
async def ready(_: st.App) -> AsyncIterator[None]:
    """Read the files before the first reader comes, and keep the collector off what stays for good."""
    store.warm(progress.on_terminal())
    gc.freeze()
    yield


app = st.App(
    Path(__file__).resolve().parent / "parley" / "ui" / "frame.py",
    middleware=[Middleware(headers.Guarded, index=INDEX), Middleware(http.Beside), Middleware(Dressed, index=INDEX, style=house())],
    lifespan=ready,
)
