"""`python -m samples`: writes sample documents and their truth."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from samples.bundle import rebuild
from samples.compose import compose, compose_pages
from samples.making import Form, make_document
from samples.plan import Plan
from samples.written import written_plans


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m samples", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=Path, help="folder for <plan>.<level>.pdf and truth/<plan>/")
    what.add_argument("--bundle", action="store_true", help="rebuild data/raw and samples/truth")
    parser.add_argument("--level", choices=[str(form) for form in Form], help="only this form (default: all)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plan", choices=sorted(written_plans()), help="only this plan (default: all)")
    parser.add_argument("--composed", type=int, metavar="N", help="N plans composed by chance, from --seed on, instead")
    parser.add_argument("--pages", type=int, metavar="N", help="composed plans of about N pages")
    return parser.parse_args()


def _plans(arguments: argparse.Namespace) -> Iterator[Plan]:
    if arguments.composed:
        for seed in range(arguments.seed, arguments.seed + arguments.composed):
            yield compose_pages(seed, arguments.pages) if arguments.pages else compose(seed)
        return
    for name, plan in written_plans().items():
        if arguments.plan in (None, name):
            yield plan


def main() -> int:
    """Runs the command line; returns the exit code."""
    arguments = _arguments()
    if arguments.bundle:
        for path in rebuild():
            sys.stdout.write(f"{path}\n")
        return 0
    forms = [Form(arguments.level)] if arguments.level else list(Form)
    for plan in _plans(arguments):
        for form in forms:
            stem = f"{plan.name}.{form}"
            made = make_document(plan, form, arguments.seed)
            sys.stdout.write(f"{made.write(arguments.out, stem, arguments.out / 'truth' / stem)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
