# ruff: noqa: E501
"""Words for styles, times, seasons, weathers and moods: what makes a request one for another look."""

from __future__ import annotations

from limner.reason.planner.patterns import rx

STYLE = (
    r"\b(?:watercolou?rs?|oil paint\w*|paintings?|painted|cartoon\w*|anime|manga|comic\w*|sketch\w*|drawing|pencil|charcoal|pastel drawing|pop art|pixel art|impressionis\w*|expressionis\w*|cubis\w*|surreal\w*|"
    r"van gogh|picasso|monet|rembrandt|dali|warhol|hokusai|klimt|ghibli|pixar|disney|lego|claymation|3d render|3d|low poly|cyberpunk|steampunk|vaporwave|noir|film noir|art deco|art nouveau|ukiyo e|mosaic art|stained glass|"
    r"graffiti|minecraft|simpsons|south park|video game|movie poster|poster|vintage|retro|cinematic|hdr|fantasy|futuristic|medieval|victorian|renaissance|baroque|gothic|abstract|realistic|photorealistic|hyperrealistic|illustration|vector art|line art|"
    r"crayon|embroidery|origami|sculpture|statue|"
    r"sunset|sunrise|dawn|dusk|night|nighttime|night time|evening|morning|midday|noon|daytime|day time|golden hour|blue hour|twilight|midnight|winter|summer|spring|autumn|fall|snow\w*|rain\w*|storm\w*|foggy|cloudy|overcast|sunny|christmas|halloween|"
    r"apocalyp\w*|spooky|scary|horror|creepy|romantic|magical|underwater|space|desert|jungle|tropical|1800s|19[0-9]0s|20s|30s|40s|50s|60s|70s|80s|90s|lomo|polaroid|tim burton|wes anderson|style|season|weather)\b"
)


def is_style(words: str) -> bool:
    """Whether words name a look for the whole picture.

    >>> is_style("a watercolor painting"), is_style("a horse")
    (True, False)
    """
    return bool(rx(STYLE).search(words))
