# ruff: noqa: E501
"""Command lines as words: ImageMagick's options, ffmpeg's filters, CSS filters, Pillow's calls.

Whatever is no known option passes as it stands, so that half a command in a sentence reads as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

_NUMBER = r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)"


def spoken(text: str, kept: list[str]) -> str:
    """The text with options, filters and calls as clauses; ``kept`` holds the file names set aside.

    >>> spoken("mogrify -resize 800x -quality 80", [])
    ' ; resize to width 800 ; quality 80 ; '
    """
    if not _like().search(text):
        return text
    text = re.sub(r"(?:(?<=\s)|^)(?=(?:modulate|brightness-contrast|unsharp) ?=?\s*\d)", "-", text)
    return _options(_filtered(_called(text)), kept)


def unquoted(text: str) -> str:
    """Quotes around an option's argument belong to the shell: -resize "800x600>"."""
    if " -" not in text and "vf" not in text and not text.startswith("-"):
        return text
    return re.sub(
        r"""(?<!\w)(-{0,2}(?:vf|filter:v)|-{1,2}[a-z-]+)\s+(?:"([^"]*[\d=][^"]*|[hv]flip)"|'([^']*[\d=][^']*|[hv]flip)')""",
        lambda found: (
            found[0] if "annotate" in found[1] or "draw" in found[1] else f"{found[1]} {found[2] or found[3]}"
        ),
        text,
    )


@cache
def _like() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|\s)--?[A-Za-z]|\w=|\w\(|\b[hv]flip\b|\bmodulate |\bbrightness-contrast |\bunsharp \d|\bImage(?:Enhance|Ops|Filter)\b|\b(?:mogrify|magick|ffmpeg|gm convert|cwebp|sips)\b"
    )


def _factor(name: str) -> Callable[[str], str]:
    def said(value: str) -> str:
        factor = float(value.rstrip("%")) / (100 if value.endswith("%") else 1)
        return f"{name} {100 * (factor - 1):+g}%"

    return said


def _amount(name: str, unit: str = "") -> Callable[[str], str]:
    return lambda value: f"{name} {value.removesuffix('px').removesuffix('deg')}{unit}"


_CALLS: dict[str, tuple[Callable[[str], str], str]] = {
    "brightness": (_factor("brightness"), "1"), "contrast": (_factor("contrast"), "1"), "saturate": (_factor("saturation"), "1"),
    "color": (_factor("saturation"), "1"), "sharpness": (_factor("sharpen"), "2"), "hue-rotate": (_amount("hue", " deg"), "90"),
    "blur": (_amount("blur radius"), "5"), "gaussianblur": (_amount("blur radius"), "2"), "boxblur": (_amount("box blur radius"), "2"),
    "opacity": (lambda value: f"opacity {100 * float(value.rstrip('%')) / (100 if value.endswith('%') else 1):g}%", "0.5"),
    "grayscale": (lambda _: "grayscale", ""), "greyscale": (lambda _: "grayscale", ""), "sepia": (lambda _: "sepia", ""),
    "invert": (lambda _: "invert", ""), "mirror": (lambda _: "flip horizontal", ""), "autocontrast": (lambda _: "auto levels", ""),
    "equalize": (lambda _: "equalize", ""), "posterize": (_amount("posterize to", " levels"), "4"), "rotate": (lambda value: f"rotate {value.removesuffix('deg')} degrees", "90"),
}  # fmt: skip


def _called(text: str) -> str:
    """ "brightness(0.7)", "ImageEnhance.Contrast(1.2)", "ImageOps.mirror": a call as words."""
    text = re.sub(r"(?i)\b(ImageEnhance\.\w+)\(\w+\)\.enhance\(", r"\1(", text)
    text = re.sub(r"(?:\bcss\s+)?\b(?:backdrop-)?filters?\s*:\s*(?=[a-z-]+\()", " ", text, flags=re.I)

    def said(found: re.Match[str]) -> str:
        read, default = _CALLS.get(found[2].lower(), (None, ""))
        value = (found[3] or found[4] or "").strip() or default
        if read is None or (value and not re.fullmatch(rf"{_NUMBER}(?:%|px|deg)?", value)):
            return found[0]
        if not value and default:
            return found[0]
        return f" ; {read(value)} ; "

    names = "|".join(_CALLS)
    pattern = rf"(?i)\b(?:(PIL\.|Image(?:Enhance|Ops|Filter)\.))?({names})(?:\(([^()]*)\)|(?<=\w)(?:(?<=[a-z])\s+({_NUMBER}))?(?!\())"
    return re.sub(pattern, lambda found: said(found) if found[1] or found[3] is not None else found[0], text)


_TRANSPOSED = {"0": "rotate 90 degrees counterclockwise ; flip vertical", "1": "rotate 90 degrees clockwise",
               "2": "rotate 90 degrees counterclockwise", "3": "rotate 90 degrees clockwise ; flip vertical",
               "clock": "rotate 90 degrees clockwise", "cclock": "rotate 90 degrees counterclockwise"}  # fmt: skip


def _scaled(value: str) -> str:
    values = dict(part.split("=", 1) for part in value.split(":") if "=" in part)
    parts = [part for part in value.split(":") if "=" not in part]
    width = values.get("w") or values.get("width") or (parts[0] if parts else "-1")
    height = values.get("h") or values.get("height") or (parts[1] if len(parts) > 1 else "-1")
    share = re.fullmatch(r"iw([*/])([\d.]+)", width)
    if share:
        factor = float(share[2]) if share[1] == "*" else 1 / float(share[2] or 1)
        return f"resize to {100 * factor:g}%"
    if re.fullmatch(r"[\d.]+", width) and len(parts) == 1 and "." in width:
        return f"resize to {100 * float(width):g}%"
    if width.isdigit() and height.isdigit():
        return f"resize to {width}x{height}"
    return f"resize to width {width}" if width.isdigit() else f"resize to height {height}"


def _cropped(value: str) -> str:
    parts = re.findall(r"\d+", value)
    if len(parts) == 4:
        return f"crop {parts[0]}x{parts[1]}+{parts[2]}+{parts[3]}"
    return f"crop to {parts[0]}x{parts[1]} from the center" if len(parts) == 2 else f"crop {value}"


def _equalizer(value: str) -> str:
    said = []
    for name, number in re.findall(rf"(brightness|contrast|saturation|gamma)=({_NUMBER})", value):
        change = 100 * float(number) if name == "brightness" else 100 * (float(number) - 1)
        said.append(f"gamma {number}" if name == "gamma" else f"{name} {change:+g}%")
    return " ; ".join(said)


def _padded(value: str) -> str:
    parts = value.split(":")
    shade = parts[4] if len(parts) > 4 else "black"
    return f"pad to {parts[0]}x{parts[1]} with {shade}" if len(parts) > 1 else f"pad {value}"


_FILTERS: dict[str, Callable[[str], str]] = {
    "scale": _scaled, "crop": _cropped, "eq": _equalizer, "pad": _padded,
    "transpose": lambda value: _TRANSPOSED.get(value.removeprefix("dir="), "transpose"),
    "hflip": lambda _: "flip horizontal", "vflip": lambda _: "flip vertical", "negate": lambda _: "invert",
    "gblur": lambda value: f"blur radius {value.removeprefix('sigma=')}", "boxblur": lambda value: f"box blur radius {value.split(':')[0]}",
    "format": lambda value: "grayscale" if value.lower().startswith("gray") else f"convert to {value}",
    "hue": lambda value: "grayscale" if re.fullmatch(r"s=0(?:\.0)?", value) else f"hue {value.removeprefix('h=')} degrees",
    "rotate": lambda value: f"rotate {value} degrees", "fps": lambda _: "",
}  # fmt: skip


def _filtered(text: str) -> str:
    """ffmpeg's "scale=640:-1,hflip" as words."""
    names = "|".join(_FILTERS)
    chain = rf"(?<![\w-])(?:(?:{names})=[^\s,;]+|[hv]flip|negate)(?:,(?:(?:{names})=[^\s,;]+|[hv]flip|negate))*(?![\w=])"

    def said(found: re.Match[str]) -> str:
        steps = []
        for each in found[0].split(","):
            name, _, value = each.partition("=")
            if name in ("hue", "rotate", "scale", "crop") and not re.match(
                r"[\w-]*[=:/*]|[+-]?[\d.]+$", value
            ):
                return found[0]
            steps.append(_FILTERS[name](value))
        return f" ; {' ; '.join(steps)} ; "

    text = re.sub(r"""(?<![\w])(?:-?-?(?:vf|filter:v|filter_complex)\s+)["']?(?=\w)""", " ", text)
    return re.sub(chain, said, text)


def _geometry(value: str, verb: str = "resize") -> str:
    """ "800x600!", "640x", "x480", "50%", "1200x1200>" """
    plain = value.strip("!^<>\\\"'")
    if plain.startswith("x"):
        return f"{verb} to height {plain[1:]}"
    if plain.endswith("x"):
        return f"{verb} to width {plain[:-1]}"
    if plain.isdigit():
        return f"{verb} to width {plain}"
    tail = " exactly" if "!" in value else " fill" if "^" in value else " at most" if ">" in value else ""
    return f"{verb} to {plain}{tail}"


_GRAVITY = {"north": "top", "south": "bottom", "east": "right", "west": "left", "northwest": "top left",
            "northeast": "top right", "southwest": "bottom left", "southeast": "bottom right", "center": "center", "centre": "center"}  # fmt: skip


def _crop_option(value: str, state: dict[str, str]) -> str:
    place = state.get("gravity")
    size = value.split("+")[0]
    if place and re.search(r"\+0\+0$|^[^+]+$", value):
        return f"crop to {size} from the {place}"
    return f"crop {value}" if "+" in value else f"crop to {size}"


def _unsharp(value: str, _: dict[str, str]) -> str:
    parts = re.findall(r"\d*\.?\d+", value)
    radius, rest = (parts[1], parts[2:]) if "x" in value and len(parts) > 1 else (parts[0], parts[1:])
    said = f"sharpen radius {radius}" if float(radius) else "sharpen"
    return f"{said} amount {100 * float(rest[0]):g}%" if rest and "+" in value else said


def _modulated(value: str, _: dict[str, str]) -> str:
    names, said = ("brightness", "saturation"), []
    parts = [float(part.rstrip("%") or 100) for part in value.split(",")]
    for name, part in zip(names, parts, strict=False):
        if part != 100:
            said.append(f"{name} {part - 100:+g}%")
    if len(parts) > 2 and parts[2] != 100:
        said.append(f"hue {(parts[2] - 100) * 1.8:g} degrees")
    return " ; ".join(said)


def _shaved(value: str, _: dict[str, str]) -> str:
    across, _x, down = value.partition("x")
    if not down or across == down:
        return f"crop {across} px off each side"
    return f"crop {across} px off the left, {across} px off the right, {down} px off the top, {down} px off the bottom"


def _pair(first: str, second: str) -> Callable[[str, dict[str, str]], str]:
    def said(value: str, _: dict[str, str]) -> str:
        one, _x, two = value.replace(",", "x").partition("x")
        parts = [f"{first} {float(one):+g}%"] if float(one) else []
        return " ; ".join(parts + ([f"{second} {float(two):+g}%"] if two and float(two) else []))

    return said


def _written(value: str, state: dict[str, str]) -> str:
    quote = re.search(r"quote\d+", value)
    size = f" size {state['pointsize']}" if "pointsize" in state else ""
    place = f" at the {state['gravity']}" if "gravity" in state else ""
    return f"write {quote[0] if quote else value}{size} in {state.get('fill', 'black')}{place}"


_N, _G = rf"{_NUMBER}%?", r"[\"']?(?:\d+(?:\.\d+)?%?(?:x\d*%?)?|x\d+)(?:[+-]\d+){0,2}[!^<>\\]*[\"']?"
_WORD = r"[\"']?[#\w.-]+[\"']?"
_Read = Callable[[str, dict[str, str]], str]
_OPTIONS: dict[str, tuple[str, _Read]] = {
    **dict.fromkeys(("resize", "scale", "sample", "size", "adaptive-resize", "geometry"), (_G, lambda v, _: _geometry(v))),
    "thumbnail": (_G, lambda v, _: _geometry(v)),
    "width": (r"\d+", lambda v, _: f"resize to width {v}"), "height": (r"\d+", lambda v, _: f"resize to height {v}"),
    "w": (r"\d+", lambda v, _: f"resize to width {v}"), "h": (r"\d+", lambda v, _: f"resize to height {v}"),
    "Z": (r"\d+", lambda v, _: f"resize to longest side {v}"), "resamplewidth": (r"\d+", lambda v, _: f"resize to width {v}"),
    "crop": (r"\d+(?:\.\d+)?%?x\d+(?:\.\d+)?%?(?:\+\d+\+\d+)?|\d+%", _crop_option),
    "extent": (_G, lambda v, s: f"pad to {v} with {s.get('background', 'white')}" + (f" at the {s['gravity']}" if "gravity" in s else "")),
    **dict.fromkeys(("quality", "q", "jpeg-quality", "q:v", "max"), (r"\d+%?", lambda v, _: f"quality {v}")),
    "rotate": (_N, lambda v, _: f"rotate {v} degrees"), "r": (r"-?\d+", lambda v, _: f"rotate {v} degrees"),
    "flip": ("", lambda _v, _: "flip vertical"), "flop": ("", lambda _v, _: "flip horizontal"),
    **dict.fromkeys(("blur", "gaussian-blur"), (rf"{_N}(?:x{_N})?", lambda v, _: f"blur radius {v.split('x')[-1]}")),
    "sharpen": (rf"{_N}(?:x{_N})?", _unsharp), "unsharp": (rf"{_N}(?:x{_N})?(?:[+,]{_N})*", _unsharp),
    "modulate": (rf"{_N}(?:,{_N})*", _modulated), "brightness-contrast": (rf"{_N}(?:[x,]{_N})?", _pair("brightness", "contrast")),
    "colorspace": (_WORD, lambda v, _: "grayscale" if v.lower().startswith(("gray", "grey")) else f"convert to the {v} profile"),
    "type": (r"(?i)gr[ae]yscale", lambda _v, _: "grayscale"), "grayscale": (_WORD, lambda _v, _: "grayscale"),
    "monochrome": ("", lambda _v, _: "threshold"), "negate": ("", lambda _v, _: "invert"), "threshold": (_N, lambda v, _: f"threshold at {v}"),
    "normalize": ("", lambda _v, _: "auto levels"), "auto-level": ("", lambda _v, _: "auto levels"), "auto-gamma": ("", lambda _v, _: "auto levels"),
    "contrast-stretch": (rf"{_N}(?:x{_N})?", lambda _v, _: "auto levels"), "equalize": ("", lambda _v, _: "equalize"), "enhance": ("", lambda _v, _: "denoise"),
    "strip": ("", lambda _v, _: "strip the metadata"), "deskew": (_N, lambda _v, _: "straighten"), "auto-orient": ("", lambda _v, _: ""),
    "trim": ("", lambda _v, s: "trim the borders" + (f" tolerance {s['fuzz'].rstrip('%')}" if "fuzz" in s else "")),
    "shave": (r"\d+(?:x\d+)?", _shaved), "despeckle": ("", lambda _v, _: "median filter 3"), "median": (r"\d+", lambda v, _: f"median filter {v}"),
    "border": (r"\d+%?(?:x\d+%?)?(?: (?:white|black|red|blue|green|gr[ae]y|yellow|pink|#\w+))?", lambda v, s: f"add a {v.split()[0].split('x')[0].rstrip('%')}{'%' if '%' in v else ' px'} {v.split()[1] if ' ' in v else s.get('bordercolor', 'black')} border"),
    "density": (r"\d+(?:x\d+)?", lambda v, _: f"set {v.split('x')[0]} dpi"), "sepia-tone": (_N, lambda v, _: f"sepia {v}"),
    "gamma": (_N, lambda v, _: f"gamma {v}"), "posterize": (r"\d+", lambda v, _: f"posterize to {v} levels"), "colors": (r"\d+", lambda v, _: f"posterize to {v} levels"),
    "level": (rf"{_N},{_N}(?:,{_N})?", lambda v, _: f"levels {v.replace(',', ' to ', 1)}"), "emboss": (_N, lambda _v, _: "emboss"),
    "edge": (_N, lambda _v, _: "find the edges"), "canny": (r"\S+", lambda _v, _: "canny edges"), "transpose": ("", lambda _v, _: "transpose"),
    "vignette": (r"\S*\d\S*", lambda _v, _: "add a vignette"), "swirl": (_N, lambda v, _: f"swirl {v}"), "format": (_WORD, lambda v, _: f"convert to {v}"),
    **dict.fromkeys(("units", "interlace", "depth", "alpha"), (_WORD, lambda _v, _: "")), "repage": ("", lambda _v, _: ""),
    "annotate": (r"[+-]?\d+(?:[+-]\d+)?\s+quote\d+|quote\d+", _written),
}  # fmt: skip
_STATES = {
    "gravity": _WORD,
    "background": _WORD,
    "bordercolor": _WORD,
    "fuzz": _N,
    "fill": _WORD,
    "pointsize": _N,
    "font": _WORD,
}


def _states(text: str) -> dict[str, str]:
    """What options set for others, wherever they stand."""
    state = {}
    for name, pattern in _STATES.items():
        found = re.search(rf"(?<![\w-])--?{name}(?:\s+|=)({pattern})", text)
        if found:
            value = found[1].strip("\"'\\")
            state[name] = _GRAVITY.get(value.lower(), value) if name == "gravity" else value
    return state


def _options(text: str, kept: list[str]) -> str:
    names = sorted({*_OPTIONS, *_STATES}, key=len, reverse=True)
    option = re.compile(rf"(?<![\w-])--?({'|'.join(map(re.escape, names))})(?:\s+|=|$)")
    state = _states(text)
    said: list[str] = []
    place, any_found = 0, False
    while found := option.search(text, place):
        name, after = found[1], found.end()
        argument = re.compile(_STATES[name] if name in _STATES else _OPTIONS[name][0]).match(text, after)
        if argument is None or (
            argument[0]
            and text[argument.end() : argument.end() + 1] not in ("", " ", ",", ";", ".", ")", "\n")
        ):
            said.append(text[place:after])
            place = after
            continue
        said.append(text[place : found.start()])
        any_found, place = True, argument.end()
        value = argument[0].strip("\"'\\")
        if name in _OPTIONS:
            said.append(f" ; {_OPTIONS[name][1](value, state)} ; ")
    said.append(text[place:])
    whole = "".join(said)
    return _without_command(whole, kept) if any_found or _command().search(whole) else whole


@cache
def _command() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w.-])(?:gm (?:convert|mogrify)|(?:im|magick )?(?:mogrify|magick)(?: convert)?|ffmpeg|cwebp|sips|convert(?=\s+(?:file\d+|;|\S+\.\S+|\*)))\b(?!\s+(?:command|syntax))"
    )


def _without_command(text: str, kept: list[str]) -> str:
    """Without the program's name and its files; another ending of the last file asks for that format."""
    command = _command().search(text)
    if command is None:
        return text
    files = re.findall(r"\bfile(\d+)\b", text[command.end() :])
    endings = [
        kept[int(each)].rsplit(".", 1)[-1].lower().replace("jpeg", "jpg")
        for each in files
        if int(each) < len(kept)
    ]
    rest = re.sub(
        r"(?<!\S)-[iyo](?=\s)|(?<!\S)-(?=\s|$)|\*\.\w+|\bfile\d+\b|(?<!\S)--?\w+(?=\s*(?:$|;))(?<!-flip)(?<!-flop)",
        " ",
        text[command.end() :],
    )
    if command[0] == "cwebp":
        rest = f" ; convert to webp ; {rest}"
    changed = f" ; convert to {endings[-1]}" if len(endings) > 1 and endings[-1] != endings[0] else ""
    before = re.sub(r"(?i)^\s*(?:run|using|with|via|in)\s*$", "", text[: command.start()])
    return re.sub(r"(?:\s*;)+\s*", " ; ", f"{before}{rest}{changed}")
