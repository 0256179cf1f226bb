"""One spelling for what people write in many ways: single words, then phrases."""

from __future__ import annotations

ALIKE: dict[str, str] = {
    said: plain
    for plain, group in {
        "color": "colour colur coulor",
        "colors": "colours colurs",
        "colorful": "colourful",
        "colorize": "colourise colourize colorise",
        "gray": "grey",
        "grayscale": "greyscale",
        "center": "centre middle",
        "please": "pls plz plss plzz pleas pleaze",
        "thanks": "thx thanx ty tysm thankyou tia",
        "picture": "pic pics photo photos pictures image images img imgs photograph photographs foto fotos picutre pix",
        "background": "bg backgroud backround bkg bckground backgrond background's backdrop",
        "b&w": "bw bnw",
        "and": "& n",
        "you": "u",
        "are": "r",
        "your": "ur",
        "because": "cuz bc cause coz",
        "watermark": "watermarks",
        "clockwise": "cw",
        "counterclockwise": "ccw anticlockwise anticlock",
        "deg": "degree degrees degs",
        "px": "pixel pixels",
        "kb": "kilobyte kilobytes kib kbs",
        "mb": "megabyte megabytes meg megs mib",
        "jpeg": "jpg jpgs jpegs",
        "tiff": "tif",
        "horizontal": "horizontally horizontaly sideway widthwise",
        "vertical": "vertically verticaly",
        "less": "lesser",
        "lighten": "ligthen",
        "could": "cud",
        "would": "wud",
            "saturation": "satuation",
        "tshirt": "t-shirt",
        "percent": "pct",
        "photoshop": "ps",
    }.items()
    for said in group.split()
}

_SAME = {
    "i would": "i'd",
    "i am": "i'm im",
    "it is": "it's",
    "that is": "that's",
    "there is": "there's",
    "what is": "what's whats",
    "where is": "where's",
    "who is": "who's",
    "he is": "he's",
    "she is": "she's",
    "they are": "they're",
    "you are": "you're",
    "we are": "we're",
    "is not": "isn't isnt",
    "are not": "aren't arent",
    "does not": "doesn't doesnt",
    "do not": "don't dont",
    "can not": "can't cant cannot",
    "was not": "wasn't wasnt",
    "let us": "let's lets",
    "would like": "'d_like",
    "want to": "wanna",
    "going to": "gonna",
    "i have": "i've",
}

_PHRASES = {
    "black and white": "b&w|b and w|black white|black & white|blackandwhite|white and black|back and white",
    "counterclockwise": "counter clockwise|anti clockwise|counter-clockwise|anti-clockwise|to the left hand side",
    "clockwise": "clock wise|in clockwise direction|in a clockwise direction|clockwise direction",
    "upside down": "upside-down|up side down",
    "remove": "get rid of|take out|take away|take off|edit out|photoshop out|erase|delete|eliminate|cut away"
    "|airbrush out|clone out|shop out|rid|wipe out|clear away|do away with|leave out|getting rid of|scrub out",
    "increase": "turn up|bring up|bump up|crank up|pump up|boost up|ramp up|dial up|push up|amp up|kick up",
    "decrease": "turn down|bring down|tone down|dial down|dial back|take down|cut down|knock down|pull down|pull back",
    "the picture": "this one",
    "too": "way too|far too|a bit too|a little too|little too|really too|bit too|kinda too|kind of too|a little bit too|much too|overly"
    "|a tad too|slightly too",
    "slightly": "a bit|a little bit|a little|little bit|a touch|a tad|a smidge|a notch|just a bit|ever so slightly"
    "|a tiny bit|somewhat|a tiny little bit|a wee bit|subtly|gently|mildly|lightly|a slight|slight|subtle|kinda|a small amount|a bit of|a little bit of|a touch of",
    "greatly": "a lot|a whole lot|a great deal|significantly|dramatically|drastically|heavily|strongly|substantially"
    "|considerably|a ton|tons|by a lot|lots|massively|a bunch|a good deal|quite a bit|way more|very much",
    "white balance": "whitebalance|wb|color balance|white-balance",
    "auto levels": "auto-levels|autolevels|auto level|auto tone|auto color|auto correct|auto fix|auto enhance|auto-enhance|autocontrast|auto contrast",
    "look like": "looks like|look as if|look as though|appear like|seem like|resemble|look as if it was|looking like",
    "grayscale": "gray scale|grayscaled|gray-scale|black and white version|monochrome|mono|desaturate completely|desaturate it completely",
    "side by side": "side-by-side",
    "time of day": "time-of-day",
    "next to": "beside|besides|right next to",
    "in the style of": "in style of|in a style of|in the manner of|in the art style of|as painted by|like a painting by",
    "out of focus": "out-of-focus",
    "half": "1/2|one half",
    "third": "1/3|one third",
    "quarter": "1/4|one quarter|one fourth",
    "2x": "twice|two times|double the|2 times",
    "3x": "triple the|three times",
    "10%": "ten percent",
    "20%": "twenty percent",
    "25%": "twenty five percent",
    "30%": "thirty percent",
    "40%": "forty percent",
    "50%": "fifty percent|half percent",
    "60%": "sixty percent",
    "70%": "seventy percent",
    "75%": "seventy five percent",
    "80%": "eighty percent",
    "90%": "ninety percent",
    "100%": "hundred percent|a hundred percent|one hundred percent",
    "90 deg": "ninety deg|quarter turn|a quarter turn|90d|90 to the",
    "180 deg": "half turn|a half turn|one hundred eighty deg|one eighty|a 180|180d",
    "45 deg": "forty five deg",
    "1 px": "one px|a px|single px",
    "2 px": "two px",
    "5 deg": "five deg",
    "10 deg": "ten deg",
    "1 stop": "one stop|a stop|a full stop|one full stop",
    "0.5 stop": "half stop|half a stop|a half stop",
    "2 stops": "two stops",
    "1.5 stops": "one and a half stops|a stop and a half",
    "long edge": "longest edge|longest side|long side|longer side|larger side|longer edge|largest side|longest dimension"
    "|larger dimension|long dimension|biggest side|max dimension|maximum dimension|largest dimension|longest",
    "short edge": "shortest edge|shortest side|short side|shorter side|smaller side|shorter edge|smallest side|smallest dimension",
    "aspect ratio": "aspect-ratio|aspect",
    "remove background": "remove bg|bg removal|background removal",
    "straighten": "straighten out|straighten up|level out|even out the horizon|make level",
    "zoom in": "zoomed in|zoom-in|zoom closer|zoom",
    "zoom out": "zoomed out|zoom-out|zoom back",
    "crop out": "crop-out|cropped out",
    "cut out": "cut-out",
    "brightness": "brigtness level|brightness level|brightness levels|luminosity|luminance|lightness",
    "contrast": "contrast level|contrast levels",
    "saturation": "color saturation|saturation level|saturation levels|saturation of the colors|saturation of colors|color intensity|intensity of the colors|vividness|color vibrance",
    "sharpness": "sharpness level|picture sharpness|crispness|sharpening",
    "temperature": "color temperature|color temp|temp|warmth",
    "noise": "digital noise|picture noise|graininess|noisiness|chroma noise|luminance noise|iso noise|jpeg artifacts|artifacts|compression artifacts",
    "exposure": "exposure level|exposure levels|exposure value",
    "metadata": "meta data|exif data|exif|exif info|exif metadata|exif information|meta-data",
    "gps": "gps data|gps location|location data|geotag|geotags|gps coordinates|gps info|location info|geolocation",
    "overexposed": "over exposed|over-exposed|blown out|overblown|washed out by the light",
    "underexposed": "under exposed|under-exposed",
    "washed out": "washed-out",
    "red eye": "red eyes|redeye|redeyes|red-eye|red-eyes",
    "gaussian blur": "guassian blur|gausian blur",
    "picture": "profile picture of me|the attached picture|attached picture|my picture here",
    "vignette": "vignetting|vignette effect|vignetting effect|vintage vignette",
    "sepia": "sepia tone|sepia toned|sepia filter|sepia effect|sepia tones",
    "for instagram": "for ig|for insta|for the gram|for my instagram|for my insta|on instagram|instagram post|for an instagram post|for instagram post|to instagram|instagram format|instagram size|instagram sized",
    "profile_picture": "profile picture|profile pic|profile photo|avatar|pfp|dp|display picture|head shot|headshot",
    "ok": "okay",
    "brighten": "brighten up|lighten up|light up|brightened up",
    "clean up": "clean-up|cleanup",
    "touch up": "touch-up|touchup",
    "hd": "high def|high definition|high-definition",
    "passport": "passport picture|passport size|passport sized|passport size picture",
    "photoshop": "photo shop",
    "at least": "atleast",
    "alot": "a lot",
    "depth of field": "dof|shallow depth of field",
}  # fmt: skip


def _table() -> dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    pairs = [(said, plain) for plain, group in _PHRASES.items() for said in (*group.split("|"), plain)]
    pairs += [(said, plain) for plain, group in _SAME.items() for said in group.split()]
    for said, plain in pairs:
        words = tuple(ALIKE.get(word, word) for word in said.split())
        table.setdefault(words[0], []).append((words, tuple(plain.split())))
    return {
        first: tuple(sorted(group, key=lambda pair: -len(pair[0]))) for first, group in table.items()
    }


PHRASES = _table()
"""By first word, the longest first: what is said, what it stands for."""
