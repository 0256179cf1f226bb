"""Steps that answer a question. They are planned today and run once something can see."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from limner.core.steps.base import AnalyzeStep

Words = Annotated[str, Field(max_length=2000)]


class Question(AnalyzeStep):
    """``what`` is the thing asked about, ``question`` the request as it was put."""

    what: Words = ""
    question: Words = ""


class Count(Question):
    """How many there are."""

    op: Literal["count"] = "count"
    aliases: ClassVar[tuple[str, ...]] = ("how many", "number of")
    example: ClassVar[str] = "how many cats are there?"


class Exist(Question):
    """Whether there is one."""

    op: Literal["exist"] = "exist"
    aliases: ClassVar[tuple[str, ...]] = ("is there", "can you see", "does it have")
    example: ClassVar[str] = "is there a dog?"


class Describe(Question):
    """What the picture shows."""

    op: Literal["describe"] = "describe"
    aliases: ClassVar[tuple[str, ...]] = ("caption", "what is this", "alt text", "explain")
    example: ClassVar[str] = "describe this picture"


class Compare(Question):
    """What differs between pictures."""

    op: Literal["compare"] = "compare"
    aliases: ClassVar[tuple[str, ...]] = ("what changed", "difference", "which is better")
    example: ClassVar[str] = "what changed between these?"


class Read(Question):
    """What a sign, label, screen or chart says."""

    op: Literal["read"] = "read"
    aliases: ClassVar[tuple[str, ...]] = ("what does it say", "value")
    example: ClassVar[str] = "what does the sign say?"


class Attribute(Question):
    """A property of a thing: colour, size, material, age, or of the file."""

    op: Literal["attribute"] = "attribute"
    aliases: ClassVar[tuple[str, ...]] = ("what color", "how big", "what kind", "what time of day")
    example: ClassVar[str] = "what color is the car?"


class Relation(Question):
    """How things stand to each other."""

    op: Literal["relation"] = "relation"
    aliases: ClassVar[tuple[str, ...]] = ("what is next to", "where is", "in front of")
    example: ClassVar[str] = "what is left of the tree?"


class Detect(Question):
    """Where the things are, as boxes."""

    op: Literal["detect"] = "detect"
    aliases: ClassVar[tuple[str, ...]] = ("find", "locate", "box", "where are")
    example: ClassVar[str] = "find all the faces"


class Ocr(Question):
    """All the text in the picture."""

    op: Literal["ocr"] = "ocr"
    aliases: ClassVar[tuple[str, ...]] = ("extract the text", "transcribe", "text recognition")
    example: ClassVar[str] = "extract the text"
