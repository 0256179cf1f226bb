"""What the environment says: the only place of limner that reads it.

=====================  ==============================================  =====================
variable               what it sets                                    default
=====================  ==============================================  =====================
``LIMNER_HOME``        the folder of the journal                       the user's data folder
``LIMNER_CACHE``       the folder of what can be made again            the user's cache folder
``LIMNER_JOURNAL``     ``on`` or ``off``: keep a history               ``on``
``LIMNER_QUOTA``       bytes that the journal's pictures may take      ``5 GB``
``LIMNER_MAX_PIXELS``  width x height that a picture may have          ``100000000``
``LIMNER_MAX_FRAMES``  frames that a file may have                     ``64``
``LIMNER_MAX_BYTES``   bytes that a file may have                      ``256 MB``
``LIMNER_WORKERS``     worker processes for many pictures              one a processor
``NO_COLOR``           anything: no colours on a terminal              unset
=====================  ==============================================  =====================

Bytes are a whole number, or a number with a unit: kB, MB, GB, TB (thousands) or KiB, MiB, GiB,
TiB (1024). An empty variable counts as unset.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from limner.core.errors import BadValue
from limner.core.limits import Limits

DEFAULT_QUOTA = 5_000_000_000
_POWER = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}
_BYTES = re.compile(r"(\d+(?:\.\d+)?) ?(?:([kmgt]?)(i?)b)?", re.IGNORECASE)
_SWITCH = {
    "on": True,
    "1": True,
    "yes": True,
    "true": True,
    "off": False,
    "0": False,
    "no": False,
    "false": False,
}


def processors() -> int:
    """How many processors this process may use, at least 1."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return usable or 1


def wants_color(environ: Mapping[str, str] | None = None) -> bool:
    """Whether colours may be shown on a terminal: not where ``NO_COLOR`` is set (no-color.org)."""
    return not (os.environ if environ is None else environ).get("NO_COLOR")


def data_folder() -> Path:
    """Where this system keeps a user's data, with a folder of our own in it."""
    from platformdirs import user_data_dir

    return Path(user_data_dir("limner", appauthor=False))


def cache_folder() -> Path:
    """Where this system keeps what can be made again, with a folder of our own in it."""
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("limner", appauthor=False))


@dataclass(frozen=True, slots=True)
class Settings:
    """How limner is set up on this machine, for this user.

    ``quota_bytes`` bounds the pictures that the journal keeps, ``workers`` the processes that
    share the work on many pictures.
    """

    home: Path = field(default_factory=data_folder)
    cache: Path = field(default_factory=cache_folder)
    limits: Limits = field(default_factory=Limits)
    quota_bytes: int = DEFAULT_QUOTA
    journal: bool = True
    workers: int = field(default_factory=processors)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the variables above (of this process, or of ``environ``); BadValue names a bad one.

        >>> Settings.from_environment({"LIMNER_HOME": "/srv/limner", "LIMNER_QUOTA": "2 GB"}).quota_bytes
        2000000000
        """
        given = _Variables(os.environ if environ is None else environ)
        usual = Limits()
        return cls(
            home=given.folder("LIMNER_HOME") or data_folder(),
            cache=given.folder("LIMNER_CACHE") or cache_folder(),
            limits=Limits(
                max_pixels=given.count("LIMNER_MAX_PIXELS", usual.max_pixels),
                max_frames=given.count("LIMNER_MAX_FRAMES", usual.max_frames),
                max_bytes=given.bytes("LIMNER_MAX_BYTES", usual.max_bytes),
            ),
            quota_bytes=given.bytes("LIMNER_QUOTA", DEFAULT_QUOTA),
            journal=given.switch("LIMNER_JOURNAL", usual=True),
            workers=given.count("LIMNER_WORKERS", 0) or processors(),
        )


@dataclass(frozen=True, slots=True)
class _Variables:
    environ: Mapping[str, str]

    def text(self, name: str) -> str:
        return self.environ.get(name, "").strip()

    def folder(self, name: str) -> Path | None:
        text = self.text(name)
        return Path(text).expanduser().absolute() if text else None

    def switch(self, name: str, *, usual: bool) -> bool:
        text = self.text(name)
        if not text:
            return usual
        if text.lower() not in _SWITCH:
            raise BadValue(f"{name} is {text!r}, not on or off", hint=f"set {name}=on or {name}=off")
        return _SWITCH[text.lower()]

    def count(self, name: str, usual: int) -> int:
        text = self.text(name)
        if not text:
            return usual
        digits = text.replace("_", "")
        if not re.fullmatch(r"[0-9]{1,18}", digits) or int(digits) < 1:
            raise BadValue(f"{name} is {text!r}, not a whole number of at least 1", hint=f"set {name}=4")
        return int(digits)

    def bytes(self, name: str, usual: int) -> int:
        text = self.text(name)
        if not text:
            return usual
        found = _BYTES.fullmatch(text.replace("_", ""))
        size = _in_bytes(*found.groups()) if found else 0
        if not 1 <= size <= 2**62:
            raise BadValue(
                f"{name} is {text!r}, not a number of bytes",
                hint=f'give a whole number, or one with a unit: {name}="5 GB"',
            )
        return size


def _in_bytes(number: str, letter: str | None, binary: str | None) -> int:
    if letter is None and "." in number:
        return 0
    return int(float(number) * (1024 if binary else 1000) ** _POWER[(letter or "").lower()])
