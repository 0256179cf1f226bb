import subprocess
import sys
from pathlib import Path

import pytest

from limner.core.errors import BadValue
from limner.core.limits import Limits
from limner.session.settings import DEFAULT_QUOTA, Settings


def test_an_empty_environment_gives_the_defaults():
    settings = Settings.from_environment({})
    assert settings.limits == Limits()
    assert settings.quota_bytes == DEFAULT_QUOTA == 5_000_000_000
    assert settings.journal
    assert settings.workers >= 1
    assert settings.home.name == "limner"
    assert settings.home.is_absolute()


def test_an_empty_variable_counts_as_unset():
    names = ("HOME", "CACHE", "QUOTA", "JOURNAL", "WORKERS", "MAX_PIXELS", "MAX_FRAMES", "MAX_BYTES")
    assert Settings.from_environment({f"LIMNER_{name}": " " for name in names}) == Settings.from_environment(
        {}
    )


def test_every_variable_is_read():
    given = {
        "LIMNER_HOME": "/srv/limner",
        "LIMNER_CACHE": "/tmp/limner",
        "LIMNER_MAX_PIXELS": "1_000_000",
        "LIMNER_MAX_FRAMES": "3",
        "LIMNER_MAX_BYTES": "10 MB",
        "LIMNER_QUOTA": "1.5GiB",
        "LIMNER_JOURNAL": "off",
        "LIMNER_WORKERS": "7",
    }
    assert Settings.from_environment(given) == Settings(
        home=Path("/srv/limner"),
        cache=Path("/tmp/limner"),
        limits=Limits(max_pixels=1_000_000, max_frames=3, max_bytes=10_000_000),
        quota_bytes=3 * 2**29,
        journal=False,
        workers=7,
    )


def test_the_environment_of_the_process_is_read_by_default(monkeypatch):
    monkeypatch.setenv("LIMNER_WORKERS", "3")
    assert Settings.from_environment().workers == 3


def test_a_home_is_made_absolute(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/somebody")
    assert Settings.from_environment({"LIMNER_HOME": "here"}).home == tmp_path / "here"
    assert Settings.from_environment({"LIMNER_HOME": "~/there"}).home == Path("/home/somebody/there")


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1", 1),
        ("5000", 5000),
        ("5 GB", 5 * 10**9),
        ("5gb", 5 * 10**9),
        ("100B", 100),
        ("2 kB", 2000),
        ("2KiB", 2048),
        ("0.5 MiB", 2**19),
        ("1TB", 10**12),
    ],
)
def test_bytes_may_have_a_unit(text, size):
    assert Settings.from_environment({"LIMNER_QUOTA": text}).quota_bytes == size


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(
            ("LIMNER_QUOTA", text)
            for text in ("much", "-1", "0", "1.5", "5 G B", "nan", "inf", "1e9", "9" * 30)
        ),
        *(("LIMNER_MAX_BYTES", text) for text in ("none", "5 PB")),
        *(("LIMNER_MAX_PIXELS", text) for text in ("0", "-5", "1.5", "lots", "10 MB", "٣")),
        *(("LIMNER_MAX_FRAMES", text) for text in ("0", "x")),
        *(("LIMNER_WORKERS", text) for text in ("0", "-1", "two")),
        ("LIMNER_JOURNAL", "maybe"),
    ],
)
def test_a_bad_value_is_refused_by_the_name_of_its_variable(name, text):
    with pytest.raises(BadValue, match=name) as caught:
        Settings.from_environment({name: text})
    assert text in caught.value.message
    assert name in (caught.value.hint or "")


@pytest.mark.parametrize(("text", "on"), [("on", True), ("OFF", False), ("0", False), ("yes", True)])
def test_the_journal_can_be_switched(text, on):
    assert Settings.from_environment({"LIMNER_JOURNAL": text}).journal is on


def test_settings_and_journal_load_no_heavy_module():
    code = "import sys, limner.session.journal; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "limner.session.journal" in loaded
    assert not {"platformdirs", "pydantic", "numpy", "pyvips", "PIL", "cv2", "typer", "rich"} & set(loaded)
