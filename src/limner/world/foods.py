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
    _fruit("green apple", "🍏", (), ("green",)),
    _fruit("orange", "🍊", ("tangerine",), ("orange",)),
    _fruit("pear", "🍐", (), ("green", "yellow")),
    _fruit("peach", "🍑", (), ("orange", "pink")),
    _fruit("cherry", "🍒", (), ("red",)),
    _fruit("strawberry", "🍓", (), ("red",)),
    _fruit("blueberry", "🫐", (), ("blue",)),
    _fruit("grapes", "🍇", (), ("purple",), plural="grapes"),
    _fruit("melon", "🍈", (), ("green",), scale=0.55),
    _fruit("watermelon", "🍉", (), ("red", "green"), scale=0.6),
    _fruit("lemon", "🍋", (), ("yellow",)),
    _fruit("banana", "🍌", (), ("yellow",), scale=0.55),
    _fruit("pineapple", "🍍", (), ("yellow", "orange"), scale=0.65),
    _fruit("mango", "🥭", (), ("orange", "red"), plural="mangoes"),
    _fruit("kiwi", "🥝", (), ("green", "brown")),
    _fruit("coconut", "🥥", (), ("brown", "white")),
    _vegetable("avocado", "🥑", (), ("green",)),
    _vegetable("tomato", "🍅", (), ("red",), plural="tomatoes"),
    _vegetable("eggplant", "🍆", ("aubergine",), ("purple",), scale=0.55),
    _vegetable("potato", "🥔", ("spud",), ("brown",), plural="potatoes"),
    _vegetable("carrot", "🥕", (), ("orange",)),
    _vegetable("corn", "🌽", ("maize",), ("yellow",), plural="ears of corn", scale=0.55),
    _vegetable("chili", "🌶️", ("hot pepper",), ("red",), plural="chilies"),
    _vegetable("bell pepper", "🫑", ("pepper",), ("green",)),
    _vegetable("cucumber", "🥒", (), ("green",), scale=0.55),
    _vegetable("lettuce", "🥬", ("cabbage",), ("green",), plural="heads of lettuce", scale=0.55),
    _vegetable("broccoli", "🥦", (), ("green",), plural="heads of broccoli"),
    _vegetable("garlic", "🧄", (), ("white",), plural="bulbs of garlic", scale=0.45),
    _vegetable("onion", "🧅", (), ("brown", "yellow", "orange", "purple")),
    _food("peanut", "🥜", ("nut",), ("orange", "brown"), scale=0.45),
    _food("chestnut", "🌰", (), ("brown",), scale=0.45),
    _baked("bread", "🍞", ("loaf of bread",), ("brown", "orange"), plural="loaves of bread", scale=0.55),
    _baked("croissant", "🥐", (), ("orange", "brown")),
    _baked("baguette", "🥖", (), ("orange", "brown"), scale=0.6),
    _baked("pretzel", "🥨", (), ("brown", "orange")),
    _baked("bagel", "🥯", (), ("orange", "brown")),
    _baked("waffle", "🧇", (), ("orange", "yellow")),
    _meal("pancakes", "🥞", (), ("orange", "brown"), plural="stacks of pancakes", scale=0.55),
    _food("cheese", "🧀", (), ("yellow",), plural="pieces of cheese"),
    _food("steak", "🥩", ("meat",), ("red",), scale=0.55),
    _food("bacon", "🥓", (), ("red",), plural="strips of bacon"),
    _food("drumstick", "🍗", ("chicken leg",), ("brown", "orange")),
    _meal("hamburger", "🍔", ("burger",), ("brown", "orange")),
    _meal("fries", "🍟", ("French fries", "chips"), ("red", "yellow"), plural="portions of fries"),
    _meal("pizza", "🍕", ("slice of pizza",), ("yellow", "orange")),
    _meal("hot dog", "🌭", (), ("orange", "brown")),
    _meal("sandwich", "🥪", (), ("orange", "brown")),
    _meal("taco", "🌮", (), ("yellow", "orange")),
    _meal("burrito", "🌯", ("wrap",), ("orange", "brown"), plural="burritos"),
    _meal("salad", "🥗", (), ("green",)),
    _meal("spaghetti", "🍝", ("pasta",), ("yellow", "red"), plural="plates of spaghetti"),
    _meal("ramen", "🍜", ("noodles",), ("red",), plural="bowls of ramen"),
    _meal("rice", "🍚", ("bowl of rice",), ("white",), plural="bowls of rice"),
    _meal("sushi", "🍣", (), ("orange", "white"), plural="pieces of sushi"),
    _food("egg", "🥚", (), ("white",), scale=0.4),
    _meal("fried egg", "🍳", (), ("black", "gray", "white")),
    _food("popcorn", "🍿", (), ("red", "white"), plural="boxes of popcorn", scale=0.55),
    _food("honey", "🍯", ("honey pot",), ("orange", "yellow"), plural="jars of honey"),
    _sweet("donut", "🍩", ("doughnut",), ("brown", "pink")),
    _sweet("cookie", "🍪", ("biscuit",), ("brown", "orange"), scale=0.45),
    _sweet("cake", "🎂", ("birthday cake",), (), scale=0.65),
    _sweet("slice of cake", "🍰", ("shortcake",), ("white", "yellow"), plural="slices of cake"),
    _sweet("cupcake", "🧁", ("muffin",), ("pink",)),
    _sweet("pie", "🥧", (), ("brown", "orange")),
    _sweet("chocolate", "🍫", ("chocolate bar",), ("brown",), plural="chocolate bars"),
    _sweet("candy", "🍬", (), (), plural="candies", scale=0.4),
    _sweet("lollipop", "🍭", (), ()),
    _sweet("ice cream", "🍦", ("ice cream cone",), ("white",), plural="ice creams"),
    _drink("coffee", "☕", ("cup of coffee",), ("white",), plural="cups of coffee"),
    _drink("milk", "🥛", ("glass of milk",), ("white",), plural="glasses of milk"),
    _drink("beer", "🍺", (), ("yellow", "orange"), plural="beers"),
    _drink("wine", "🍷", ("glass of wine",), ("red",), plural="glasses of wine"),
    _drink("cocktail", "🍹", ("tropical drink",), (), scale=0.55),
)
