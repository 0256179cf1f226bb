"""The docs say what the code says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs.generate import PARTS, render

from limner.core.errors import LimnerError

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


@pytest.mark.parametrize("name", PARTS)
def test_the_generated_parts_are_fresh(name: str) -> None:
    path, now, wanted = render(name)
    assert now == wanted, f"{path.name} is stale: run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text()):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_file_that_is_named_is_there(page: str) -> None:
    text = (ROOT / page).read_text()
    for name in re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|md|toml))`", text):
        assert (ROOT / name).exists() or (ROOT / "src" / "limner" / name).exists(), name


def test_the_readme_names_every_exit_code() -> None:
    def codes(kind: type[LimnerError]) -> set[int]:
        return {kind.exit_code}.union(*(codes(child) for child in kind.__subclasses__()))

    told = (ROOT / "README.md").read_text().split("Exit codes: ")[1].split("(")[0]
    assert codes(LimnerError) <= {int(number) for number in re.findall(r"\b\d+\b", told)}


def test_contributing_lists_the_same_targets_as_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for named in re.findall(r"`make ([a-z]+)`", (ROOT / "CONTRIBUTING.md").read_text()):
        assert named in targets
