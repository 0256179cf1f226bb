"""One plan over many pictures, in several worker processes.

Workers are spawned, never forked (libvips hangs after a fork), and each computes on one thread:
the pictures are the parallelism. A failure ends its own picture only.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, as_completed
from dataclasses import dataclass
from os.path import isdir
from pathlib import Path
from typing import TYPE_CHECKING

from limner.core.errors import BadImage, BadValue, LimnerError
from limner.core.plan import Plan

if TYPE_CHECKING:
    from limner.session.session import Session
    from limner.session.settings import Settings
    from limner.session.writing import Writing


@dataclass(frozen=True, slots=True)
class Job:
    """One picture and where its result goes."""

    source: Path
    destination: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one job; ``error`` is None when it was written and every check passed."""

    job: Job
    seconds: float
    checks: int = 0
    warnings: tuple[str, ...] = ()
    error: str | None = None
    hint: str | None = None
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class Collected:
    """Pictures, each with its path below the folder it came from, and how many files there are none."""

    pictures: tuple[tuple[Path, Path], ...]
    others: int = 0


def collect(names: Iterable[str]) -> Collected:
    """The pictures among files and folders, each once.

    A folder is searched to the bottom for files that are pictures by their first bytes; hidden
    ones are left out. A file is taken as named, even one that is not there: that is for whoever
    opens it to say. BadImage when there is nothing at all.
    """
    found: dict[Path, tuple[Path, Path]] = {}
    others = 0
    for name in names:
        path = Path(name)
        inside = [(path, Path(path.name))]
        if isdir(name):  # noqa: PTH112 - a text too long for a path is no folder
            files = [(file, file.relative_to(path)) for file in _files_in(path)]
            inside = [(file, below) for file, below in files if _is_picture(file)]
            others += len(files) - len(inside)
        for file, below in inside:
            found.setdefault(file.resolve(), (file, below))
    if not found:
        raise BadImage("no picture was found there", hint="name files, or a folder that holds pictures")
    return Collected(tuple(found.values()), others)


def _files_in(folder: Path) -> list[Path]:
    """Every file that is not hidden, down to the bottom."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _is_picture(path: Path) -> bool:
    from limner.ops.decode import sniff

    try:
        with path.open("rb") as file:
            return sniff(file.read(64)) is not None
    except OSError:
        return True  # opening it says what is wrong


def check_distinct(jobs: list[Job]) -> None:
    """BadValue when two jobs would write the same file, or one the input of another."""
    sources = {job.source.resolve(): job.source for job in jobs}
    seen: dict[Path, Path] = {}
    for job in jobs:
        place = job.destination.resolve()
        if place in sources and place != job.source.resolve():
            raise BadValue(
                f"the result of {job.source} would be written over {sources[place]}, which is an input too",
                hint="name another output folder",
            )
        other = seen.setdefault(place, job.source)
        if other != job.source:
            raise BadValue(
                f"{other} and {job.source} would both be written to {job.destination}",
                hint="give them to separate commands with separate output folders",
            )


def run(jobs: list[Job], plan: Plan, settings: Settings, writing: Writing, workers: int) -> Iterator[Outcome]:
    """Run ``plan`` on every job; outcomes come as they are done.

    With one worker the work is done in this process. Closing the iterator, or an interrupt,
    stops after the pictures in work; no half-written file is left. An interrupt is raised again
    behind the outcomes of what was done until then.
    """
    if workers == 1 or len(jobs) == 1:
        session = _session(settings)
        for job in jobs:
            yield _one(session, job, plan, writing)
        return
    yield from _in_workers(jobs, plan, settings, writing, workers)


def _in_workers(
    jobs: list[Job], plan: Plan, settings: Settings, writing: Writing, workers: int
) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(
        min(workers, len(jobs)),
        mp_context=get_context("spawn"),
        initializer=_start_worker,
        initargs=(plan.to_json(), settings, writing),
    )
    futures: dict[Future[Outcome], Job] = {pool.submit(_in_worker, job): job for job in jobs}
    told: set[Future[Outcome]] = set()
    try:
        for future in as_completed(futures):
            told.add(future)
            yield _outcome(future, futures[future])
    except KeyboardInterrupt:
        pool.shutdown(wait=True, cancel_futures=True)
        for future in futures.keys() - told:
            if not future.cancelled():
                yield _outcome(future, futures[future])
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _outcome(future: Future[Outcome], job: Job) -> Outcome:
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result()
    except BrokenProcessPool:
        return Outcome(
            job,
            0.0,
            error="a worker process died while this picture was in work",
            hint="try it alone with --jobs 1",
            exit_code=1,
        )


_worker: tuple[Session, Plan, Writing]


def _start_worker(plan: str, settings: Settings, writing: Writing) -> None:
    """Once in each worker: one thread, no reaction to Ctrl-C (the parent decides), one session."""
    global _worker
    import signal

    import pyvips

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pyvips.concurrency_set(1)
    _worker = (_session(settings), Plan.from_json(plan), writing)


def _in_worker(job: Job) -> Outcome:
    session, plan, writing = _worker
    return _one(session, job, plan, writing)


def _session(settings: Settings) -> Session:
    from limner.session.session import Session

    return Session(settings)


def _one(session: Session, job: Job, plan: Plan, writing: Writing) -> Outcome:
    start = time.perf_counter()
    try:
        edited = session.edit(job.source, plan, seed=writing.seed)
        job.destination.parent.mkdir(parents=True, exist_ok=True)
        saved = writing.save(edited, job.destination)
    except LimnerError as failure:
        return Outcome(
            job,
            time.perf_counter() - start,
            error=f"{type(failure).__name__}: {failure.message}",
            hint=failure.hint,
            exit_code=failure.exit_code,
        )
    return Outcome(job, time.perf_counter() - start, len(saved.checks), tuple(saved.warnings))
