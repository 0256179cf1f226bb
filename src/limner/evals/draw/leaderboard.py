"""A table in Markdown of what was measured: a row says by which command, of which model, at which commit.

The file itself is all there is: a row is found again by its model and command, and replaced.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import limner
from limner.core.errors import BadValue
from limner.evals.draw.metadata import SKILL_OF
from limner.evals.draw.prompts import MOST_FACTS, RESERVED_SKILLS, SKILLS
from limner.evals.draw.report import FACTS, OVERALL
from limner.evals.score import Score
from limner.ops.atomic import write_file

if TYPE_CHECKING:
    from limner.core.card import Card
    from limner.evals.draw.sweep import Row

_TAGS = {skill: tag for tag, skill in SKILL_OF.items()}

COLUMNS = (
    "model",
    "command",
    "drawn in",
    "limner, commit",
    "compute, by the card",
    "read by",
    OVERALL,
    *SKILLS,
    f"1 to {MOST_FACTS} facts",
    "reserved",
    FACTS,
    "seeds apart",
)


def _cells(cells: tuple[str, ...]) -> str:
    """A line of the table: bars and line ends within cells would end them."""
    return f"| {' | '.join(' '.join(cell.replace('|', '/').split()) for cell in cells)} |"


TOP = f"""\
# Leaderboard of drawing

Written by `limner eval draw ... --leaderboard docs/leaderboard.md`: a row says by which command, and takes
the place of one of the same model and command. Figures are shares of pictures in which every fact of the
prompt holds, as the reader reads them, overall with the 95 % Wilson interval (too narrow where `--seeds`
draws each of many prompts more than once: those are not independent); `facts` are single facts;
`reserved` are combinations that no training showed; `seeds apart` is the mean distance (1 - cosine) of the
encoder's vectors between pictures of one prompt. A `+` after the commit: the source differed from it. **The
embedded encoder is no independent reader**: the generator was trained beside its patches, and it misses
things itself. Pictures of what failed are on the sheet that each command writes.

{_cells(COLUMNS)}
|{"---|" * len(COLUMNS)}"""
"""All of it but the rows."""


class Leaderboard:
    """The one at ``path``, which is made with its first row.

    BadValue for a file that cannot be read or holds another table.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        rows(self._text())

    def note(self, row: str) -> None:
        """Put ``row`` in the place of one of the same model and command, else last."""
        kept = {_key(one): one for one in (*rows(self._text()), row)}
        write_file(self.path, "\n".join((TOP, *kept.values(), "")).encode(), replace=True)

    def _text(self) -> str:
        try:
            return self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return TOP
        except (OSError, UnicodeDecodeError) as error:
            raise BadValue(f"{self.path} cannot be read: {error}", hint="name another file") from None


def rows(text: str) -> list[str]:
    """The rows of a leaderboard; BadValue for any other text."""
    top, found, rest = text.partition(TOP)
    listed = rest.removesuffix("\n").split("\n")[1:]
    if top or not found or any(one.count("|") != len(COLUMNS) + 1 for one in listed):
        raise BadValue(
            "the file is no leaderboard as this version writes it",
            hint="name a new one, or bring its text and columns up to date by hand",
        )
    return listed


def told(row: Row, card: Card, command: str, reader: str, commit: str | None) -> str:
    """A row as a line of the table; ``card`` is that of the generator."""
    scores = row.scores
    kept = [found for name, found in scores.items() if name in RESERVED_SKILLS]
    numbers = [scores[name] for name in scores if name.endswith((" fact", " facts"))]
    low, high = scores[OVERALL].interval
    return _cells(
        (
            _named(card),
            f"`{command}`",
            str(row.way),
            limner.__version__ + (f", {commit}" if commit else ""),
            card.trained or "-",
            reader,
            f"{scores[OVERALL].share:.2f} [{low:.2f}, {high:.2f}]",
            *(_share(scores.get(name) or scores.get(_TAGS.get(name, ""))) for name in SKILLS),
            " ".join(map(_share, numbers)) or "-",
            _share(_together(kept)),
            _share(scores[FACTS]),
            f"{row.apart.seeds:.3f}" if row.apart else "-",
        )
    )


def commit() -> str | None:
    """The commit of limner's own source, with ``+`` where that differs from it (a leaderboard beside it does
    not count); None outside a repository."""
    if _git("ls-files", "--error-unmatch", Path(__file__).name) is None:
        return None
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", str(Path(limner.__file__).parent))
    return f"{_git('rev-parse', '--short', 'HEAD')}{'+' if changed else ''}"


def _git(*arguments: str) -> str | None:
    """What git says in the folder of this file; None where it refuses or is not there."""
    try:
        command = ["git", "-C", str(Path(__file__).parent), *arguments]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _named(card: Card) -> str:
    """The id, and the beginning of the hash of its first file, which tells one training from another."""
    return f"{card.id} {card.files[0].sha256[:8]}" if card.files else card.id


def _together(scores: list[Score]) -> Score | None:
    return Score(sum(one.hits for one in scores), sum(one.total for one in scores)) if scores else None


def _share(found: Score | None) -> str:
    return f"{found.share:.2f}" if found else "-"


def _key(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.split("|")[1:3])
