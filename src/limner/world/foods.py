"""Food and drink."""

from __future__ import annotations

from functools import partial

from limner.world.thing import Thing

_fruit = partial(Thing, category="food", hypernyms=("fruit", "food"), scale=0.5)
_vegetable = partial(Thing, category="food", hypernyms=("vegetable", "food"), scale=0.5)
_meal = partial(Thing, category="food", hypernyms=("meal", "food"), scale=0.6)
_baked = partial(Thing, category="food", hypernyms=("baked goods", "food"), scale=0.5)
_sweet = partial(Thing, category="food", hypernyms=("dessert", "food"), scale=0.55)
_drink = partial(Thing, category="food", hypernyms=("drink",), scale=0.5)
_food = partial(Thing, category="food", hypernyms=("food",), scale=0.5)

FOODS: tuple[Thing, ...] = (
    _fruit("apple", "🍎", (), ("red",)),
    _fruit("orange", "🍊", ("tangerine",), ("orange",)),
    _fruit("pear", "🍐", (), ("green", "yellow")),
    _fruit("peach", "🍑", (), ("orange", "pink")),
    _fruit("cherry", "🍒", (), ("red",)),
    _fruit("strawberry", "🍓", (), ("red",)),
    _fruit("blueberry", "🫐", (), ("blue",)),
    _fruit("grapes", "🍇", (), ("purple",), plural="grapes"),
    _fruit("watermelon", "🍉", (), ("red", "green"), scale=0.6),
    _fruit("lemon", "🍋", (), ("yellow",)),
    _fruit("banana", "🍌", (), ("yellow",), scale=0.55),
    _fruit("pineapple", "🍍", (), ("yellow", "orange"), scale=0.65),
    _fruit("kiwi", "🥝", (), ("green", "brown")),
    _fruit("coconut", "🥥", (), ("brown", "white")),
    _vegetable("avocado", "🥑", (), ("green",)),
    _vegetable("tomato", "🍅", (), ("red",), plural="tomatoes"),
    _vegetable("eggplant", "🍆", ("aubergine",), ("purple",), scale=0.55),
    _vegetable("potato", "🥔", ("spud",), ("brown", "orange"), plural="potatoes"),
    _vegetable("carrot", "🥕", (), ("orange",)),
    _vegetable("corn", "🌽", ("maize",), ("yellow",), plural="ears of corn", scale=0.55),
    _vegetable("chili", "🌶️", ("hot pepper",), ("red",), plural="chilies"),
    _vegetable("bell pepper", "🫑", ("pepper",), ("green",)),
    _vegetable("broccoli", "🥦", (), ("green",), plural="heads of broccoli"),
    _vegetable("onion", "🧅", (), ("orange",)),
    _baked("bread", "🍞", ("loaf of bread",), ("brown", "orange"), plural="loaves of bread", scale=0.55),
    _baked("croissant", "🥐", (), ("orange", "brown")),
    _baked("pretzel", "🥨", (), ("brown", "orange")),
    _meal("pancakes", "🥞", (), ("orange", "brown"), plural="stacks of pancakes", scale=0.55),
    _food("cheese", "🧀", (), ("yellow",), plural="pieces of cheese"),
    _food("steak", "🥩", ("meat",), ("red",), scale=0.55),
    _food("drumstick", "🍗", ("chicken leg",), ("brown", "orange")),
    _meal("hamburger", "🍔", ("burger",), ("brown", "orange")),
    _meal("fries", "🍟", ("French fries", "chips"), ("red",), plural="portions of fries"),
    _meal("pizza", "🍕", ("slice of pizza",), ("yellow", "orange")),
    _meal("hot dog", "🌭", (), ("orange", "brown")),
    _meal("sandwich", "🥪", (), ()),
    _meal("taco", "🌮", (), ("yellow", "orange")),
    _meal("salad", "🥗", (), ("green",)),
    _meal("ramen", "🍜", ("noodles",), (), plural="bowls of ramen"),
    _food("egg", "🥚", (), ("orange", "brown"), scale=0.4),
    _meal("fried egg", "🍳", (), ()),
    _food("popcorn", "🍿", (), ("red",), plural="boxes of popcorn", scale=0.55),
    _sweet("donut", "🍩", ("doughnut",), ("brown",)),
    _sweet("cookie", "🍪", ("biscuit",), ("brown", "orange"), scale=0.45),
    _sweet("cake", "🎂", ("birthday cake",), (), scale=0.65),
    _sweet("cupcake", "🧁", ("muffin",), ()),
    _sweet("lollipop", "🍭", (), ()),
    _sweet("ice cream", "🍦", ("ice cream cone",), (), plural="ice creams"),
    _drink("coffee", "☕", ("cup of coffee",), (), plural="cups of coffee"),
    _drink("beer", "🍺", (), ("yellow", "orange"), plural="beers"),
    _drink("wine", "🍷", ("glass of wine",), (), plural="glasses of wine"),
)
