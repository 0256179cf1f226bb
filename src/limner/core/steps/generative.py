"""Steps that need a generative model. They are planned today and run once their engine exists."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from limner.core.steps.base import GenerativeStep

Words = Annotated[str, Field(max_length=2000)]


class Add(GenerativeStep):
    """Put something new into the scene."""

    op: Literal["add"] = "add"
    what: Words
    place: Words = ""
    aliases: ClassVar[tuple[str, ...]] = ("insert", "put", "give him", "include")
    example: ClassVar[str] = "add a lake in the background"


class Remove(GenerativeStep):
    """Take something out and fill what was behind it."""

    op: Literal["remove"] = "remove"
    what: Words
    aliases: ClassVar[tuple[str, ...]] = ("erase", "delete", "get rid of", "photoshop out", "crop out")
    example: ClassVar[str] = "remove the man"


class Replace(GenerativeStep):
    """Put one thing in the place of another."""

    op: Literal["replace"] = "replace"
    what: Words
    by: Words = ""
    aliases: ClassVar[tuple[str, ...]] = ("swap", "change into", "turn into")
    example: ClassVar[str] = "replace the car with a horse"


class Restyle(GenerativeStep):
    """Another style, time of day, weather or mood for the whole picture."""

    op: Literal["restyle"] = "restyle"
    style: Words
    aliases: ClassVar[tuple[str, ...]] = (
        "make it sunset",
        "in the style of",
        "turn into a painting",
        "cartoon",
    )
    example: ClassVar[str] = "make it a watercolor painting"


class Outpaint(GenerativeStep):
    """Invent what lies beyond the picture's sides."""

    op: Literal["outpaint"] = "outpaint"
    side: Literal["left", "right", "top", "bottom", "all", "horizontal", "vertical"] = "all"
    amount: Annotated[float, Field(gt=0, le=100_000)] = 25
    unit: Literal["px", "percent"] = "percent"
    what: Words = ""
    aliases: ClassVar[tuple[str, ...]] = ("extend the picture", "uncrop", "zoom out", "expand")
    example: ClassVar[str] = "extend the picture to the left"


class Recolor(GenerativeStep):
    """Another colour for a thing."""

    op: Literal["recolor"] = "recolor"
    what: Words
    color: Words = ""
    aliases: ClassVar[tuple[str, ...]] = ("change the color of", "paint", "dye")
    example: ClassVar[str] = "change the car to red"


class Move(GenerativeStep):
    """Put a thing somewhere else in the scene."""

    op: Literal["move"] = "move"
    what: Words
    to: Words = ""
    aliases: ClassVar[tuple[str, ...]] = ("shift", "swap places")
    example: ClassVar[str] = "move the dog to the left"


class ResizeObject(GenerativeStep):
    """Make a thing in the scene larger or smaller."""

    op: Literal["resize_object"] = "resize_object"
    what: Words
    percent: Annotated[float, Field(gt=0, le=10_000)] = 150
    aliases: ClassVar[tuple[str, ...]] = ("make the dog bigger", "slim", "enlarge the eyes")
    example: ClassVar[str] = "make the dog half the size"


class RemoveBackground(GenerativeStep):
    """Make everything but the subject transparent."""

    op: Literal["remove_bg"] = "remove_bg"
    aliases: ClassVar[tuple[str, ...]] = ("cut out the background", "transparent background")
    example: ClassVar[str] = "remove the background"


class ReplaceBackground(GenerativeStep):
    """Put another background behind the subject."""

    op: Literal["replace_bg"] = "replace_bg"
    by: Words = ""
    aliases: ClassVar[tuple[str, ...]] = ("change the background", "new background", "green screen")
    example: ClassVar[str] = "change the background to a beach"


class EditText(GenerativeStep):
    """Change words that are part of the scene."""

    op: Literal["edit_text"] = "edit_text"
    old: Words = ""
    new: Words = ""
    aliases: ClassVar[tuple[str, ...]] = ("change the sign", "replace the text")
    example: ClassVar[str] = 'change the sign to say "OPEN"'


class Colorize(GenerativeStep):
    """Give a black-and-white picture its colours."""

    op: Literal["colorize"] = "colorize"
    aliases: ClassVar[tuple[str, ...]] = ("colourise", "add color to this old photo")
    example: ClassVar[str] = "colorize this old photo"


class Restore(GenerativeStep):
    """Repair scratches, tears, blur or low resolution by inventing what is lost."""

    op: Literal["restore"] = "restore"
    what: Words = ""
    aliases: ClassVar[tuple[str, ...]] = ("repair", "fix scratches", "unblur", "super resolution", "retouch")
    example: ClassVar[str] = "restore this damaged photo"
