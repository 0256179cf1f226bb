# ruff: noqa: E501
"""Questions: how many, is there, what colour, where, what does it say, what changed."""

from __future__ import annotations

from limner.core.steps import analyze
from limner.core.steps.analyze import Question
from limner.core.steps.base import Step
from limner.reason.planner import places
from limner.reason.planner.clauses import Clause
from limner.reason.planner.patterns import rx

_WRITTEN = r"(?:receipt|invoice|bill|sign|label|menu|ticket|check|cheque|statement|form|letter|document|page|poster|tag|screen|display|meter|thermometer|gauge|dial|scoreboard|board|cover|bottle|package|envelope|certificate|card|badge|contract|screenshot|plate|plaque|banner|flyer|map|scale|odometer|speedometer|clock|watch|calendar|newspaper)s?"
_RULES: tuple[tuple[str, type[Question]], ...] = (
    (r"\bbounding box(?:es)?\b", analyze.Detect),
    (r"^(?:describe|explain|caption)\b", analyze.Describe),
    (r"^what (?:is|looks|seems|could be) (?:so |a bit |slightly |really )?(?:funny|unusual|wrong|strange|weird|odd|interesting|special|notable|remarkable|off|missing|going wrong|surprising|creepy|striking|the (?:joke|point|story|message|idea|meaning|gist))\b", analyze.Describe),
    (r"^(?:how many|how much|what is the (?:number|amount) of|number of|what) (?:megapixels?|mp|kb|mb|px|pixels|dpi|ppi|bits|bytes|channels|resolution|dimensions?|file size)\b|^(?:identify|determine|name|tell|give me|find|estimate|check|get) (?:me )?(?:the |its )?(?:picture |image )?(?:dimensions?|size|resolution|width|height|color ?space|format|orientation|aspect ratio)\b", analyze.Attribute),
    (rf"\b(?:total|sum|amount|balance|subtotal|tax|due|price|cost|date|expiry|expiration|name|address|title|score|reading|value|deadline|temperature|speed)\b.* (?:on|in|of|from|at the (?:top|bottom) of) (?:the |this |my |that |her |his )?(?:\w+ )?{_WRITTEN}\b|\b(?:addressed to|written by|signed by|published by|issued to|issued by|billed to|authored by)\b|\b(?:in|on|from|according to|per) (?:the |this |that )(?:\w+ )?(?:chart|graph|table|diagram|plot|axis|legend|spreadsheet|timetable)\b|^(?:by )?how much did\b|\b(?:highest|lowest|peak|biggest|largest) (?:sales|value|revenue|bar|number|score|price|percentage|growth|profit|rate)\b", analyze.Read),
    (r"^what time\b.*\b(?:clock|watch)\b|^(?:name|give me|tell) (?:the )?(?:brand|maker|label|model|publisher|author)\b|^what (?:is|are) (?:the )?(?:letters?|digits?|numbers?) on\b", analyze.Read),
    (r"^which side\b|\bon (?:which|what) side\b", analyze.Relation),
    (r"^(?:so )?which of (?:these|those|the) (?:two|three|four|pictures?|ones?|shots?)?\b|^(?:so )?which (?:one|picture|version|shot|of them|of both)? ?(?:came out|turned out|looks|is|has|seems|appears|do you)\b|^diff\b", analyze.Compare),
    (r"^(?:someone|anyone|anybody|somebody) (?:here |there |in |wearing |with |holding |on |at |visible)", analyze.Exist),
    (r"^(?:are|is) there (?:more|fewer|as many)\b", analyze.Count),
    (r"\bbetween (?:the )?(?:first|these|two|both|picture|a and b)\b|\bcompared to the (?:original|other|first|second)\b|\btwo picture\b.*\bsame\b|^(?:are|do|is) (?:these|the two|both|the second)\b.*\b(?:same|identical|match|similar)\b", analyze.Compare),
    (r"^what (?:would you say|do you think|could|might) .*\babout\b|^what (?:do )?you see\b", analyze.Describe),
    (r"^how much does the scale\b|\baccording to the\b|\binscription\b|\bminted\b", analyze.Read),
    (r"^(?:count|how many|what number of|what is the (?:number|total|count)|number of|tell me how many|give me (?:a|the) count|total number)\b|\bhow many\b", analyze.Count),
    (r"\b(?:what|which|anything|something|everything|things?) (?:has |have |is |are |was |were )?(?:changed|changes|different|differs?|the differences?|been changed|altered|the change)\b"
     r"|\bdifferences?\b|^compare\b|\bspot the\b|\b(?:same|identical|similar|alike)\b.*\b(?:pictures?|two|these|both|as|ones?)\b|\bdo (?:these|the two|both).* (?:match|show the same|differ)\b|^which (?:one |of these |picture |of the two )?(?:\w+ )?(?:is|has|looks|was) (?:better|sharper|brighter|darker|more|less|the \w+est|clearer|older|larger|bigger|taller)\b"
     r"|\bhow (?:do|are|does) .*(?:differ|different|compare)\b|\b(?:taller|bigger|larger|smaller|older|brighter|darker|sharper|longer|shorter|closer|wider|more|fewer|less|heavier|younger) than\b|\bsame (?:color|size|shape|material|person|number|kind|type|breed|picture)\b|\bequal number\b|\bmore \w+ or (?:more )?\w+\b|\bor the (?:second|other|left|right) one\b", analyze.Compare),
    (r"\b(?:ocr|transcribe|transcription)\b|\b(?:extract|copy|get|pull|lift|take|rip|scrape|type|turn|put|recogni[sz]e|convert|grab|digiti[sz]e|give me|read out)\b.*\b(?:text|words?|writing|handwriting|lettering|letters)\b|\bread (?:all |me |out )*(?:the |all |any )*(?:text|words|writing|document|page|letter|handwriting)\b|\ball the text\b|\bwhat (?:text|words) (?:is|are)\b.*\b(?:picture|here|there)?$", analyze.Ocr),
    (r"\b(?:say|says|said|written|reads?|spell\w*|printed|text on|words on|inscription|license plate|number plate|what time is it|clock (?:show|read)|brand name|name on|number on|numbers on|displayed on|shown on the (?:screen|clock|sign|display|scale|jersey|plate)|phone number|jersey number|price|what is the (?:name|title|total|address|date|headline|price|number|value)|what (?:year|number|name|letter|word|date|street|brand|website|company)\b)", analyze.Read),
    (r"^(?:find|locate|detect|highlight where|mark|point (?:out|to|at)|outline where|where (?:is|are) (?:all )?the \w+s$|where are|bounding|draw (?:a )?(?:bounding )?box(?:es)? around|identify (?:all|every|each|the location)|show me (?:where|all the)|segment|localize|pinpoint|spot|outline with box|(?:give|return|output|show|get|put|mark)(?: me| us)? (?:the |with |in )?box|give me (?:the )?(?:bounding|coordinates|location|position))\b|\bbounding box\b|\bcoordinates\b", analyze.Detect),
    (r"^(?:where|what is (?:the \w+ )?(?:left|right|behind|under|on top|in front|above|below|next|near|beneath|between|beside|inside|to the|on the|in the|at the|over|around|sitting|standing)|which side)\b"
     r"|\b(?:to the (?:left|right) of|left of|right of|behind|in front of|next to|on top of|underneath|beneath|above|below|between|inside|near|beside|closest to|nearest|in relation to|position of|relative to|holding|sitting on|standing on|riding|leaning|looking at|facing)\b", analyze.Relation),
    (r"^(?:is|are) (?:there|any|someone|anyone|anybody|anything|somebody|a|an|some)\b|^(?:does|do|has|have|did)\b.*\b(?:contain|have|include|show|see|appear|has|feature|exist|wear\w*|any)\b|^(?:see|are you able to see|spot)\b|\b(?:any|anyone|anybody) .*(?:in|here|visible|picture)\b|\bcontains?\b|\bvisible\b|\bpresent\b|^any\b|\bis .* in (?:the|this) picture$|\bis (?:someone|somebody|anyone)\b|^check (?:if|whether|for)\b|^(?:tell me )?(?:if|whether) there\b", analyze.Exist),
    (r"^(?:describe|explain|caption|summari[sz]e|give me (?:a )?(?:\w+ )?(?:description|caption|summary)|generate (?:a )?(?:caption|alt|description|title)|write (?:a |an )?(?:caption|alt|description|short)|suggest|tell me (?:about|what|everything|a story|more)|alt text|what is (?:this|that|it|in this|happening|going on|shown|depicted|in the picture|the picture|it about|here|shown here|visible|the (?:main )?(?:subject|story|scene|context))|what am i|what do you see|what can you see|what does (?:this|the) (?:picture|image) (?:show|depict|represent|mean)|what are (?:these|they|we|the (?:main|people|things|objects)|people)|analy[sz]e|who is|who are|identify|name|what does this|list (?:all|everything|the))\b|\bwhat is going on\b|\bhappening\b|\bdescri(?:be|ption)\b|\balt text\b", analyze.Describe),
)  # fmt: skip
_ATTRIBUTE = r"^(?:in|on|at|what|which|how|who|whose|is|are|was|were|does|do(?= (?:you|the|these|they|any|we|both|all|people|his|her|i))|did|has|have|when|why|can|could|will|would|should|tell)\b"
_QUESTION = r"^(?:give me (?:a |the |an )?(?:\w+ )?(?:caption|description|summary|list|count|number|coordinates|alt)|write (?:a |an )?(?:alt text|caption|description)|in (?:which|what)|on (?:which|what)|at what|mark where|what|which|how|who|whose|where|when|why|is|are|was|were|does|do(?= (?:you|the|these|they|any|we|both|all|people|his|her|i)\b)|did|has|count|describe|list|identify|transcribe|ocr|detect|locate|find|summari[sz]e|explain|analy[sz]e|compare|spot|tell|name|read|any|alt text|number of|see|check|segment|localize|extract|recogni[sz]e|pinpoint|suggest|point|determine|estimate|guess|classify|diff|caption (?:this|it|the|for)\b(?!.*quote)|by how much|how|roughly|approximately|about how|draw (?:the |a |me )?(?:bounding |detection )?box(?:es)? (?:for|around|on) (?:each|every|all)|(?:give|return|output|show|get|put|outline|mark)(?: me| us)? (?:the |with |in )?box(?:es)? (?:around|for|on|over|of|all|each|every)|outline with box|(?:draw|give|put|show|return|output|get|mark|add|place|produce|i need|need)(?: me| us)?(?: the| a| some)? bounding|(?:someone|anyone|anybody|somebody) (?:here|there|in|wearing|with|holding|on|at|visible)|(?:the )?(?:total|subtotal|sum|amount|price|date|balance|expiry|phone number|address|deadline)(?: \w+){0,2} (?:on|of|in|from) (?:the|this|my|that) (?:\w+ )?(?:bottle|package|letter|receipt|invoice|bill|ticket|check|statement|menu|label|tag|sign)|(?:name|give|show) (?:me )?(?:the )?brand|(?:pull|copy|grab|lift|get|take|rip|scrape|give me|type out|type up|digiti[sz]e|turn|put)(?: me| out| off)? (?:all |every |any |each |the |its |of |single |printed |written |handwritten |some )*(?:text|words?|writing|letters|handwriting|lettering)(?: \w+)? (?:off|out|from|into (?:plain )?text|in (?:this|the|it)|on (?:this|the|it)|to (?:text|clipboard|a text))|(?:pull|copy|grab|lift|type)(?: out| up)? (?:all |every |the )+(?:text|words?|writing)|convert (?:this|it|the \w+) (?:to|into) (?:plain |editable )?text)\b"
_EDIT_LIKE = r"^(?:has (?:an?|some|too|lots|got|that|very|this) |any (?:wizards?|takers|volunteers|help|ideas?|chance|suggestions|pros?|experts?|gurus?)\b|what if|how about|why not|what about|is (?:it|there) (?:possible|a way)|how (?:do|can|to|would|could|should) (?:i|you|we|one)\b|could there be\b|what would (?:it|this|the|he|she|they)|have\b)"
_WHAT = (
    r"^(?:how many|how much|is there|are there|are|is|do you see|can you see|what color (?:is|are)|find|locate|detect|count|describe|identify|what kind of|what type of|where is|where are"
    r"|does (?:this|the|it) (?:picture )?(?:have|contain|show|include)|see|all|any|of|the number of|compare|what does|point out|number of)\s+"
)


def asked(clause: Clause) -> list[Step] | None:
    """A question, or None when the clause is none."""
    text = clause.text
    text = rx(
        r"^(?:so|roughly|approximately|about|exactly|know|by chance|in your opinion|based on (?:the|this) picture|looking at (?:the|this) picture) (?=how|what|which|who|where|when|why)"
    ).sub("", text)
    if not rx(_QUESTION).match(text) or rx(_EDIT_LIKE).match(text):
        return None
    if clause.head in ("find", "detect") and rx(r"\bedges?\b|\boutlines?\b").search(text):
        return None
    if clause.head in ("extract", "read", "name", "tell", "spot", "segment") and _not_a_question(clause):
        return None
    for pattern, kind in _RULES:
        if rx(pattern).search(text):
            return [_question(clause, _refined(text, kind))]
    if rx(_ATTRIBUTE).match(text):
        return [_question(clause, analyze.Attribute)]
    if clause.head in ("list", "tell", "classify", "name"):
        return [_question(clause, analyze.Describe)]
    if clause.head in ("estimate", "guess", "determine"):
        return [_question(clause, analyze.Attribute)]
    return None


def _not_a_question(clause: Clause) -> bool:
    text = clause.text
    return bool(
        (clause.head == "extract" and not rx(r"\b(?:text|words|writing|numbers?|data)\b").search(text))
        or (clause.head == "spot" and rx(r"\bremov|\bheal").search(text))
    )


def _refined(text: str, kind: type[Question]) -> type[Question]:
    """A property asked of a thing that is told by its place is still a property."""
    property_asked = rx(
        r"^(?:what|which) (?:is the )?(?:color|kind|type|sort|shape|material|size|breed|style|gender|age|make|model|animal|season|weather|time|mood|pattern|texture|emotion|expression|sport|fruit|food|vehicle)|^how (?:old|big|tall|large|long|high|bright|heavy|wide|far|sharp|does|is|are)\b|^what is .* (?:made of|wearing|doing|color|called|used for)\b|^what (?:is|are) (?:he|she|they|the \w+) (?:\w+ing)\b"
    )
    if kind in (analyze.Relation, analyze.Describe) and property_asked.search(text):
        if rx(r"\b(?:holding|sitting on|standing on|riding|leaning|looking at)\b").search(text) and not rx(
            r"^what (?:color|kind|type|sort)"
        ).search(text):
            return analyze.Relation
        return analyze.Attribute
    if kind is analyze.Relation and rx(r"^(?:is|are) there\b|^(?:do|can) you see\b").search(text):
        return analyze.Exist
    return kind


def _question(clause: Clause, kind: type[Question]) -> Step:
    what = places.bare(rx(_WHAT).sub("", clause.text))
    what = (
        (
            rx(
                r"\s*(?:\bare there\b|\bthere are\b|\bare (?:visible|shown)\b|\bdo you see\b|\bcan you see\b|\bis there\b|\bare\b\s*$|\b(?:is|are) (?:in|on|at) (?:this|it|the picture|here)\b).*$|\s+(?:in )?(?:anywhere|somewhere|here|visible)$"
            )
            .sub("", " " + what)
            .strip()
        )
        if not what.startswith("what ")
        else what
    )
    return clause.step(kind, what=clause.restored(what)[:2000], question=clause.restored(clause.text)[:2000])


def describe(clause: Clause) -> list[Step]:
    """What the picture shows."""
    return [_question(clause, analyze.Describe)]
