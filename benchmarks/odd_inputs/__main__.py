"""Malformed and odd inputs: does every one of them end in rows or in a reason, and in time?

`python -m benchmarks.odd_inputs [FOLDER]` writes some hundreds of files into FOLDER/inbox (default: a folder that is
removed again), each of them odd in a way of its own, and two sound plans; runs the nightly batch over them; and prints
how many were extracted, how many failed for which reason, and what crashed, hung, was slow, or was not foreseen.
"""

from __future__ import annotations

import argparse
import collections
import json
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from benchmarks.odd_inputs.others import mistaken, mutations, odd_names, odd_texts
from benchmarks.odd_inputs.pdfs import odd_pdfs
from benchmarks.odd_inputs.pictures import lettered, odd_pictures, saved
from samples.compose import compose_pages
from samples.making import Form, make_document

SLOW_S = 60.0
FAULTS = ("unexpected", "InputUnforeseen", "Crashed", "ended by", "PageTimeout", "longer")
"""Words in a line of the log that tell of something to look into."""
SOUND = ("sound, digital.pdf", "sound, scanned.pdf")


def write_inbox(folder: Path) -> int:
    """Writes the files; gives how many."""
    plan = compose_pages(3, 3)
    forms = {"digital": Form.DIGITAL, "scanned": Form.L1}
    sound = {f"{name}.pdf": make_document(plan, form, 3).pdf for name, form in forms.items()}
    for name, data in sound.items():
        Path(folder, f"sound, {name}").write_bytes(data)
    kinds = {"png": "PNG", "jpg": "JPEG", "tif": "TIFF"}
    pictures = {f"a.{suffix}": saved(lettered(), kind) for suffix, kind in kinds.items()}
    groups = {
        "pdf": ((f"{name}.pdf", data) for name, data in odd_pdfs()),
        "pictures": odd_pictures(),
        "texts": odd_texts(),
        "mistaken": mistaken(),
        "mutations": mutations(sound | pictures),
    }
    for group, files in groups.items():
        Path(folder, group).mkdir()
        for name, data in files:
            Path(folder, group, name).write_bytes(data)
    Path(folder, "names").mkdir()
    odd_names(folder / "names", sound["digital.pdf"])
    return sum(not path.is_dir() for path in folder.rglob("*"))


def main() -> int:
    """Print what became of them; 1 where one of them crashed, hung, or was not accounted for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.odd_inputs", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="keeps the files and the dataset here")
    parser.add_argument("--only", nargs="*", help="parts of names: only these files are looked at")
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = arguments.folder or Path(name)
        inbox, out = place / "inbox", place / "out"
        if not inbox.is_dir():
            inbox.mkdir(parents=True)
            sys.stderr.write(f"{write_inbox(inbox)} files\n")
        if arguments.only is not None:
            for path in inbox.rglob("*"):
                if not path.is_dir() and not any(part in str(path) for part in (*arguments.only, *SOUND)):
                    path.unlink()
        command = [sys.executable, "-m", "pipeline", "nightly", "--inbox", str(inbox), "--out", str(out)]
        command += ["--log", "json", "--jobs", str(arguments.jobs)]
        started = datetime.now().astimezone()
        log = place / "log.jsonl"
        with log.open("wb") as file:
            run = subprocess.run(command, stderr=file, check=False)  # noqa: S603
        return tell(inbox, log.read_text("utf-8"), run.returncode, started)


def tell(inbox: Path, log: str, code: int, started: datetime) -> int:
    """Prints a summary of the run's log."""
    events, faults = [], []
    for line in log.splitlines():
        try:
            events.append(json.loads(line))
        except ValueError:
            faults.append(f"not a line of the log: {line[:200]}")
    ends = [event for event in events if event["event"] in ("extracted", "failed", "skipped")]
    listed = collections.Counter(event["source"] for event in ends)
    reasons = collections.Counter(event.get("kind", "") for event in ends if event["event"] == "failed")
    last = started
    for event in events:
        at = datetime.fromisoformat(event["time"])
        seconds, last = (at - last).total_seconds(), at
        if seconds > SLOW_S:
            faults.append(f"slow: {seconds:.0f} s until {event}")
        said = json.dumps(event, ensure_ascii=False)
        if any(word in said for word in FAULTS):
            faults.append(said)
    faults += [f"listed {times} times: {file}" for file, times in listed.items() if times != 1]
    n_files = sum(not path.is_dir() for path in inbox.rglob("*"))
    extracted = {event["source"] for event in ends if event["event"] == "extracted"}
    faults += [f"not extracted: {name}" for name in SOUND if not any(file.endswith(name) for file in extracted)]
    sys.stdout.write(f"{n_files} files, {len(listed)} accounted for, {len(extracted)} extracted, exit code {code}\n")
    for reason, count in reasons.most_common():
        sys.stdout.write(f"  {count:4d} {reason}\n")
    sys.stdout.write("".join(f"! {fault}\n" for fault in faults))
    return int(bool(faults))


if __name__ == "__main__":
    raise SystemExit(main())
