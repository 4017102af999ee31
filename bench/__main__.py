"""Run every `bench/<name>.py` (or those named) that has a `run() -> dict`, and print what it measured.

    python -m bench                 all of them
    python -m bench speed startup   some of them
    python -m bench --list          their names and what each measures
    python -m bench --json          one JSON object on standard output

A measurement maps each figure's name to a number, a text or a `Ratio`; a `Ratio` knows its limit and whether it
held. The exit code is 1 when a limit was missed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys
import time
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

import bench
from bench.ratio import Ratio


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the project; figures are ratios.")
    parser.add_argument("names", nargs="*", help="measurements to run; all when none is named")
    parser.add_argument("--list", action="store_true", help="say what there is to measure, and run nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args(argv)
    known = {module.__name__.removeprefix("bench."): module for module in measurements()}
    if unknown := sorted(set(args.names) - known.keys()):
        parser.error(f"no measurement {', '.join(unknown)}; there are: {', '.join(known)}")
    if args.list:
        for name, module in known.items():
            print(f"{name:24} {(module.__doc__ or '').strip().splitlines()[0]}")
        return 0
    return run([known[name] for name in args.names] or list(known.values()), as_json=args.json)


def measurements() -> Iterator[ModuleType]:
    """Every module of this package that has a `run`."""
    for info in pkgutil.iter_modules(bench.__path__):
        if not info.name.startswith("_"):
            module = importlib.import_module(f"bench.{info.name}")
            if hasattr(module, "run"):
                yield module


def run(modules: list[ModuleType], *, as_json: bool) -> int:
    results: dict[str, Mapping[str, Any]] = {}
    for module in modules:
        name = module.__name__.removeprefix("bench.")
        started = time.perf_counter()
        results[name] = module.run()
        if not as_json:
            show(name, module, results[name], time.perf_counter() - started)
    if as_json:
        print(json.dumps(results, ensure_ascii=False, indent=2, default=lambda ratio: ratio.as_dict()))
    missed = [
        value for result in results.values() for value in result.values() if isinstance(value, Ratio) and not value.held
    ]
    return 1 if missed else 0


def show(name: str, module: ModuleType, result: Mapping[str, Any], seconds: float) -> None:
    print(f"\n{name}: {(module.__doc__ or '').strip().splitlines()[0]}  ({seconds:.1f} s)")
    width = max((len(key) for key in result), default=0)
    for key, value in result.items():
        print(f"  {key:{width}}  {value:.4g}" if isinstance(value, float) else f"  {key:{width}}  {value}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
