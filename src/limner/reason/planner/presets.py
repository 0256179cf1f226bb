# ruff: noqa: E501
"""Names for sizes: "for instagram", "4k", "youtube thumbnail", "passport", "a4"."""

from __future__ import annotations

from typing import NamedTuple

from limner.reason.planner.patterns import rx


class Preset(NamedTuple):
    """Width and height in pixels, what it is for, and whether it names a shape (crop) more than a size."""

    name: str
    width: int
    height: int

    @property
    def aspect(self) -> str:
        """As "1:1", in lowest terms."""
        from math import gcd

        common = gcd(self.width, self.height)
        return f"{self.width // common}:{self.height // common}"


_PRESETS = (
    (r"\binstagram (?:story|stories|reels?)\b|\b(?:story|reels?|tiktok|snapchat)\b", "Instagram story", 1080, 1920),
    (r"\binstagram (?:portrait)\b", "Instagram portrait", 1080, 1350),
    (r"\binstagram (?:landscape)\b", "Instagram landscape", 1080, 566),
    (r"\binstagram\b", "Instagram post", 1080, 1080),
    (r"\byoutube (?:banner|channel art)\b", "YouTube banner", 2560, 1440),
    (r"\byoutube\b", "YouTube thumbnail", 1280, 720),
    (r"\b(?:twitter|x) (?:header|banner|cover)\b", "Twitter header", 1500, 500),
    (r"\btwitter\b", "Twitter post", 1200, 675),
    (r"\bfacebook (?:cover|banner|header)\b", "Facebook cover", 820, 312),
    (r"\bfacebook\b", "Facebook post", 1200, 630),
    (r"\blinkedin (?:banner|cover|header|background)\b", "LinkedIn banner", 1584, 396),
    (r"\blinkedin\b", "LinkedIn picture", 400, 400),
    (r"\bpinterest\b", "Pinterest pin", 1000, 1500),
    (r"\b(?:open graph|og picture|social card|link preview)\b", "Open Graph card", 1200, 630),
    (r"\bfavicon\b", "favicon", 32, 32),
    (r"\bdiscord\b|\bprofile_picture\b", "profile picture", 512, 512),
    (r"\bpassport\b", "passport photo", 413, 531),
    (r"\b8k\b", "8K", 7680, 4320),
    (r"\b(?:4k|uhd|ultra hd)\b", "4K UHD", 3840, 2160),
    (r"\b(?:1440p|2k|qhd)\b", "QHD", 2560, 1440),
    (r"\b(?:1080p|full hd|fhd)\b", "full HD", 1920, 1080),
    (r"\b(?:720p|hd)\b", "HD", 1280, 720),
    (r"\b480p\b", "480p", 854, 480),
    (r"\ba4\b", "A4 at 300 dpi", 2480, 3508),
    (r"\ba5\b", "A5 at 300 dpi", 1748, 2480),
    (r"\b(?:phone|mobile|iphone) (?:wallpaper|background|lock ?screen)\b", "phone wallpaper", 1080, 1920),
    (r"\b(?:desktop )?(?:wallpaper|desktop background)\b", "desktop wallpaper", 1920, 1080),
    (r"\bemail\b|\be-mail\b", "e-mail", 1024, 1024),
)  # fmt: skip


def preset(text: str) -> Preset | None:
    """The first preset that a text names.

    >>> preset("crop it for instagram").aspect
    '1:1'
    """
    for pattern, name, width, height in _PRESETS:
        if rx(pattern).search(text):
            return Preset(name, width, height)
    return None
