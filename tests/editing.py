"""A file as an editor's YAML extension sees it, and what it says of it by a schema.

`seen` reads by the core schema of YAML 1.2: `40` is a number, `true` a truth, `2025-08-24` and `no` are text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import yaml
from referencing import Registry
from referencing.jsonschema import DRAFT7

from parley.desk import editors, nameable
from parley.reading import by_path


class _Core(yaml.SafeLoader):
    """The safe loader with the scalars of YAML 1.2, written down here once more so that tests do not trust the code they test."""


_Core.yaml_implicit_resolvers = {}
for tag, pattern, starts in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", list("-+.0123456789")),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})\\Z"), starts)


def _whole(_: _Core, node: yaml.ScalarNode) -> int:
    text = node.value
    return int(text, 0) if text.startswith(("0x", "0o")) else int(text)


_Core.add_constructor("tag:yaml.org,2002:int", _whole)


def seen(text: bytes | str) -> Any:
    """The values of a file. raises: yaml.YAMLError when the extension could not read it either."""
    return yaml.load(text, _Core)


def schema_for(schemas: Mapping[str, Any], path: str) -> str:
    """Which of a negotiation's schemas is for a file, by its path below the positions folder."""
    belongs = by_path(path)
    own = f"position-{belongs.actor}.json"
    return own if own in schemas else f"{belongs.kind}.json"


def complaints(schemas: Mapping[str, Any], name: str, value: Any) -> list[str]:
    """What is wrong with a value by one schema of several; they may refer to each other by name."""
    registry: Registry[Any] = Registry().with_resources((each, DRAFT7.create_resource(schema)) for each, schema in schemas.items())
    validator = jsonschema.Draft7Validator(schemas[name], registry=registry)
    return [f"{'/'.join(map(str, each.absolute_path))}: {each.message}"[:300] for each in validator.iter_errors(value)]


def schemas_of(folder: Path, negotiation: str) -> dict[str, Any]:
    return editors.of_negotiation(nameable.of(folder, negotiation))
