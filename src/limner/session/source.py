"""Where an edit starts: the bytes of a picture, read once, and the pictures that steps name beside it."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from limner.core.errors import BadImage, BadValue
from limner.core.image import Image
from limner.core.limits import Limits
from limner.core.plan import Plan
from limner.core.result import InputFile
from limner.ops.decode import again, decode, open_image
from limner.reason.runner import streams

Given = str | os.PathLike[str] | bytes | Image
"""A picture as a user gives it."""
_SMALL = 2_000_000
"""Pixels up to which a picture is simply decoded into memory."""


class Source:
    """A picture's file, read once, and its pixels as often as they are asked for.

    ``header`` is the picture with its pixels still in the file: good for what the file says.
    ``path`` is where it lies, None for bytes and pictures in memory.
    """

    def __init__(self, header: Image, limits: Limits, *, path: Path | None = None, frame: int = 0) -> None:
        assert header.origin is not None
        self.header = header
        self.origin = header.origin
        self.limits = limits
        self.path = path
        self.frame = frame
        self._unread = True

    @classmethod
    def of(cls, given: Given, limits: Limits, *, name: str = "", frame: int = 0) -> Source:
        """Read what was given; BadImage for a file that is not there, is no picture, or is over a limit."""
        if isinstance(given, Image):
            name = given.origin.name if given.origin else name
            given = _bytes_of(given)
        if isinstance(given, bytes):
            header = decode(given, name=name, limits=limits, frame=frame, sequential=True)
            return cls(header, limits, frame=frame)
        path = Path(given).expanduser()
        refuse_special(path)
        header = open_image(path, limits=limits, frame=frame, sequential=True)
        return cls(header, limits, path=path.absolute(), frame=frame)

    def at_frame(self, frame: int) -> Source:
        """The same file at another frame."""
        if frame == self.frame:
            return self
        header = decode(self.data, name=self.origin.name, limits=self.limits, frame=frame, sequential=True)
        return Source(header, self.limits, path=self.path, frame=frame)

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.origin.data

    @property
    def sha256(self) -> str:
        """The hash that names the file in recipes and in the journal."""
        return self.origin.sha256

    @cached_property
    def decoded(self) -> Image:
        """The picture with its pixels in memory: any number of edits share them."""
        return again(self.header)

    @property
    def in_memory(self) -> Image | None:
        """The picture decoded, if it is so already."""
        return self.__dict__.get("decoded")

    def streaming(self) -> Image:
        """The picture with pixels that can be read once, from top to bottom."""
        if self._unread:
            self._unread = False
            return self.header
        return again(self.header, sequential=True)

    def image_for(self, plan: Plan) -> Image:
        """The picture as it suits the plan: streaming where that is safe and saves memory."""
        large = self.header.size.pixels > _SMALL and self.in_memory is None
        return self.streaming() if large and streams(plan) else self.decoded

    @property
    def input(self) -> InputFile:
        """The file as a recipe names it."""
        size = self.header.size
        return InputFile(
            sha256=self.sha256, name=_spelled(self.origin.name), width=size.width, height=size.height
        )


def refuse_special(path: Path) -> None:
    """BadImage for a pipe, socket or device: opening one may wait for ever."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return  # opening it says what is wrong
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise BadImage(f"{str(path)!r} is no ordinary file", hint="to read a picture from a pipe, name it -")


def _spelled(name: str) -> str:
    """A file name as text: bytes of it that are no UTF-8 are written as escapes."""
    return name.encode("utf-8", "backslashreplace").decode()


class Gallery:
    """The pictures that a plan names: those in ``known``, by name, else files; each is read once."""

    def __init__(self, limits: Limits, known: Mapping[str, bytes] | None = None) -> None:
        self._limits = limits
        self._known = dict(known or {})
        self._sources: dict[str, Source] = {}

    def __call__(self, name: str) -> Image:
        """The picture of that name, decoded."""
        return self.source(name).decoded

    def source(self, name: str) -> Source:
        """The picture of that name."""
        if name not in self._sources:
            data = self._known.get(name)
            self._sources[name] = Source.of(name if data is None else data, self._limits, name=name)
        return self._sources[name]

    def with_known(self, known: Mapping[str, bytes]) -> Gallery:
        """The same gallery that knows more; BadValue when a name would mean two pictures."""
        merged = Gallery(self._limits, {**self._known, **known})
        for name, source in self._sources.items():
            if name in known and known[name] != source.data:
                raise BadValue(f"{name!r} would mean two different pictures", hint="rename one of them")
            merged._sources[name] = source
        return merged


def _bytes_of(image: Image) -> bytes:
    """The bytes that stand for a picture in memory: its file if it is still that, else a lossless one."""
    origin = image.origin
    if origin is not None and origin.frames == 1 and _is_untouched(image, origin.data):
        return origin.data
    from dataclasses import replace

    from limner.core.image import Saving
    from limner.ops.encode import encode

    plain = replace(image, saving=Saving())
    return encode(plain, "tiff" if image.space == "cmyk" else "png").data


def _is_untouched(image: Image, data: bytes) -> bool:
    opened = decode(data)
    if _travelling(image) != _travelling(opened):
        return False
    return bool((image.pixels - opened.pixels).abs().max() == 0)


def _travelling(image: Image) -> tuple[object, ...]:
    return image.size, image.space, image.has_alpha, image.depth, image.icc, image.exif, image.xmp
