"""Till receipts: items, counts, prices, tax and a total that is the sum."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from limner.world.documents.sheet import Align, Sheet

if TYPE_CHECKING:
    import random

    from limner.world.documents.sheet import Values


_SHOPS = (
    "CORNER SHOP",
    "GREEN GROCER",
    "CITY MARKET",
    "LAKE CAFE",
    "BOOKS & TEA",
    "SUNNY BAKERY",
    "PIZZA ROMA",
)
_STREETS = ("12 Mill Lane", "7 Station Road", "103 High Street", "45 Garden Walk", "8 Harbor Square")
_GOODS = (
    "Apples", "Bread", "Butter", "Carrots", "Cheese", "Coffee", "Cookies", "Eggs", "Flour", "Grapes",
    "Honey", "Juice", "Lemons", "Milk", "Onions", "Pasta", "Pizza", "Potatoes", "Rice", "Salad",
    "Sandwich", "Soup", "Sugar", "Tea", "Tomatoes", "Water", "Yogurt",
)  # fmt: skip
_THANKS = ("THANK YOU", "See you soon!", "Have a nice day", "Please come again")
_SIGNS = ("$", "EUR ", "")


@dataclass(frozen=True, slots=True)
class _Item:
    name: str
    count: int
    price: int


def receipt(rng: random.Random, side: int) -> tuple[Sheet, Values]:
    """A narrow strip of paper, as long as it has to be."""
    items = [
        _Item(name, rng.choice((1, 1, 1, 2, 3, 4)), rng.randint(4, 160) * 5 - 1)
        for name in rng.sample(_GOODS, rng.randint(2, 8))
    ]
    rate = rng.choice((5, 7, 10, 19, 20))
    subtotal = sum(item.count * item.price for item in items)
    tax = (subtotal * rate + 50) // 100
    bill = {"subtotal": subtotal, "tax": tax, "total": subtotal + tax}
    heading = {
        "shop": rng.choice(_SHOPS),
        "street": rng.choice(_STREETS),
        "date": f"{rng.randint(2019, 2026)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        "time": f"{rng.randint(7, 21):02}:{rng.randint(0, 59):02}",
    }
    currency = rng.choice(_SIGNS)
    sheet = _printed(rng, side, heading, items, {**bill, "tax percent": rate}, currency)
    values: Values = {"items": [asdict(item) for item in items], "tax percent": rate, "currency": currency}
    return sheet, {**heading, **bill, **values}


def _printed(
    rng: random.Random,
    side: int,
    heading: dict[str, str],
    items: list[_Item],
    bill: dict[str, int],
    currency: str,
) -> Sheet:
    face = rng.choice(("plain", "plain", "duplex", "sans", "roman"))
    step = rng.uniform(0.074, 0.09)
    paper = rng.choice(((255, 255, 252), (250, 247, 238), (244, 246, 248)))
    sheet = Sheet(1.0, max(1.0, step * (len(items) + 11)), side, paper, face=face)
    till = _Till(sheet, step, currency)
    align: Align = rng.choice(("middle", "middle", "left"))
    till.line("shop", heading["shop"], align, 0.048)
    till.line("street", heading["street"], align)
    if rng.random() < 0.5:
        till.line("date", heading["date"], align)
        till.line("time", heading["time"], align)
    else:
        till.pair("date", heading["date"], "time", heading["time"])
    dashed = rng.random() < 0.5
    till.rule(dashed)
    for item in items:
        till.item(item)
    till.rule(dashed)
    till.amount("subtotal", "Subtotal", bill["subtotal"])
    till.amount("tax", f"Tax {bill['tax percent']}%", bill["tax"])
    till.amount("total", "TOTAL", bill["total"], 0.046)
    till.line("thanks", rng.choice(_THANKS), "middle")
    return sheet


class _Till:
    """Prints line under line; money is in cents."""

    def __init__(self, sheet: Sheet, step: float, currency: str) -> None:
        self._sheet, self._step, self._currency = sheet, step, currency
        self._y = 1.2 * step

    def line(self, name: str, text: str, align: Align, size: float = 0.034) -> None:
        x = {"left": 0.08, "middle": 0.5, "right": 0.92}[align]
        self._sheet.text(x, self._y, text, size, name=name, align=align, room=0.84)
        self._y += self._step * (1.25 if size > 0.04 else 1.0)

    def pair(self, left: str, left_text: str, right: str, right_text: str, size: float = 0.034) -> None:
        self._sheet.text(0.08, self._y, left_text, size, name=left, room=0.5)
        self._sheet.text(0.92, self._y, right_text, size, name=right, align="right", room=0.32)
        self._y += self._step * (1.25 if size > 0.04 else 1.0)

    def item(self, item: _Item) -> None:
        text = item.name if item.count == 1 else f"{item.count} x {item.name}"
        price = _money(item.count * item.price, self._currency)
        self.pair(f"item {item.name}", text, f"price {item.name}", price)

    def amount(self, name: str, text: str, cents: int, size: float = 0.034) -> None:
        self.pair(f"{name} label", text, name, _money(cents, self._currency), size)

    def rule(self, dashed: bool) -> None:
        y = self._y - 0.15 * self._step
        pieces = 28 if dashed else 1
        for index in range(pieces):
            left = 0.08 + 0.84 * index / pieces
            right = left + 0.84 / pieces * (0.6 if dashed else 1.0)
            self._sheet.path([(left, y), (right, y)], (90, 92, 98), 0.004)
        self._y += 0.7 * self._step


def _money(cents: int, currency: str) -> str:
    return f"{currency}{cents // 100}.{cents % 100:02}"
