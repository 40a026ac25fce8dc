"""Several app processes behind nginx: what the files in deploy/ promise, on loopback."""

from __future__ import annotations

import gzip
import os
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from pathlib import Path

import pytest

from deploy import two_replicas
from deploy.two_replicas import HERE, HOW_TO_GET_NGINX, free_port, nginx, proxy, replicas

needs_nginx = pytest.mark.skipif(nginx() is None, reason=HOW_TO_GET_NGINX)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    port = free_port()
    with replicas([port]), proxy([port, port]) as address:
        yield address


def get(url: str, **headers: str) -> tuple[int, Message, bytes]:
    request = urllib.request.Request(f"http://{url}", headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()


@needs_nginx
def test_a_new_reader_gets_a_cookie_that_no_script_reads_and_an_old_one_keeps_it(address: str) -> None:
    _, headers, _ = get(f"{address}/matrix")
    kept, _, rest = str(headers["Set-Cookie"]).partition("; ")
    assert kept.startswith("parley_replica=")
    assert rest == "Path=/; HttpOnly; SameSite=Lax"
    assert get(f"{address}/matrix", Cookie=kept)[1]["Set-Cookie"] is None


@needs_nginx
def test_numbers_about_the_process_stay_inside(address: str) -> None:
    assert get(f"{address}/_stcore/metrics")[0] == 404
    assert get(f"{address}/_stcore/health")[0] == 200


@needs_nginx
def test_streamlits_files_are_compressed_and_kept(address: str) -> None:
    page = get(f"{address}/")[2].decode()
    script = page.split('src="./')[1].split('"')[0]
    status, headers, body = get(f"{address}/{script}", Accept_Encoding="gzip")
    assert (status, headers["Content-Encoding"], headers["Cache-Control"]) == (200, "gzip", "max-age=604800")
    assert len(gzip.decompress(body)) > len(body)


@needs_nginx
def test_tables_keep_their_tags_and_who_has_one_is_told_so(address: str) -> None:
    status, headers, body = get(f"{address}/api/positions.csv?asof=2025-08-24")
    assert (status, body[:3]) == (200, b"\xef\xbb\xbf")
    assert get(f"{address}/api/positions.csv?asof=2025-08-24", If_None_Match=headers["ETag"])[::2] == (304, b"")
    assert get(f"{address}/api/positions.csv?asof=never")[0] == 400


@needs_nginx
def test_a_killed_process_costs_its_readers_one_reconnect_and_nobody_the_view() -> None:
    with ThreadPoolExecutor(1) as beside:  # a browser of another test keeps this thread's event loop
        told = beside.submit(two_replicas.killed, 8, 4.0).result()
    assert (told.readers, told.others, told.errors) == (8, 0, [])
    assert told.attempts == (1 if told.moved else 0)
    assert told.pages > 16


# Restarting one after the other, with programs that only write down what they are asked

STUB = '#!/bin/sh\necho "$(basename "$0") $*" >> "{log}"\n'


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """A folder with stubs of the programs, and the list of replicas."""
    for name in ("systemctl", "nginx"):
        _program(tmp_path / name, STUB.format(log=tmp_path / "log"))
    _program(tmp_path / "curl", STUB.format(log=tmp_path / "log"))
    (tmp_path / "replicas.conf").write_bytes((HERE / "parley-replicas.conf").read_bytes())
    return tmp_path


def _program(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def restart(server: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PATH": f"{server}:{os.environ['PATH']}", "REPLICAS": str(server / "replicas.conf")} | more
    return subprocess.run([HERE / "rolling-restart"], env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_processes_are_restarted_one_after_the_other_each_out_of_the_way_meanwhile(server: Path) -> None:
    before = (server / "replicas.conf").read_text(encoding="utf-8")
    _program(server / "systemctl", STUB.format(log=server / "log") + f'grep -c " down;" "{server}/replicas.conf" >> "{server}/log"\n')
    done = restart(server)
    assert (done.returncode, done.stdout) == (0, "port 8501 is back\nport 8502 is back\n")
    asked = [line.split(" --")[0] for line in (server / "log").read_text(encoding="utf-8").splitlines()]
    one = ["nginx -s reload", "systemctl restart parley@{}", "1", "curl", "nginx -s reload"]
    assert asked == [line.format(port) for port in (8501, 8502) for line in one]
    assert (server / "replicas.conf").read_text(encoding="utf-8") == before


def test_one_that_does_not_come_back_stays_out_and_the_others_are_left_alone(server: Path) -> None:
    _program(server / "curl", "#!/bin/sh\nexit 1\n")
    done = restart(server, PATIENCE="0")
    assert done.returncode == 1
    assert "port 8501 is not healthy" in done.stderr
    lines = [line for line in (server / "replicas.conf").read_text(encoding="utf-8").splitlines() if "server " in line]
    assert [line.endswith(" down;") for line in lines] == [True, False]
    assert "parley@8502" not in (server / "log").read_text(encoding="utf-8")
