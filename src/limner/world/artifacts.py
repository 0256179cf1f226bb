"""Furniture, tools, toys, clothing and other objects that people make."""

from __future__ import annotations

from functools import partial

from limner.world.thing import Thing

_furniture = partial(Thing, category="furniture", hypernyms=("furniture",), scale=0.9)
_tool = partial(Thing, category="tool", hypernyms=("tool",), scale=0.6)
_instrument = partial(Thing, category="tool", hypernyms=("musical instrument", "instrument"), scale=0.7)
_device = partial(Thing, category="tool", hypernyms=("device",), scale=0.6)
_toy = partial(Thing, category="toy", hypernyms=("toy",), scale=0.6)
_ball = partial(Thing, category="toy", hypernyms=("ball", "toy"), scale=0.45)
_clothing = partial(Thing, category="clothing", hypernyms=("clothing",), scale=0.65)
_shoe = partial(Thing, category="clothing", hypernyms=("footwear", "clothing"), scale=0.5)
_object = partial(Thing, category="object", scale=0.6)
_container = partial(Thing, category="object", hypernyms=("container",), scale=0.65)

ARTIFACTS: tuple[Thing, ...] = (
    _furniture("chair", "🪑", (), ("brown", "orange"), top=0.5),
    _furniture("couch", "🛋️", ("sofa", "settee"), ("blue",), top=0.72, scale=1.1),
    _furniture("bed", "🛏️", (), ("blue",), top=0.5, scale=1.1),
    _furniture("door", "🚪", (), ("brown", "orange"), scale=1.1),
    _furniture("mirror", "🪞", ("looking glass",), (), scale=0.8),
    _furniture("bathtub", "🛁", ("bath", "tub"), ("white",), bowl=0.5, scale=1.0),
    _furniture("toilet", "🚽", (), ("white",), top=0.3, scale=0.8),
    _furniture("television", "📺", ("TV",), (), hypernyms=("device",), top=0.15, scale=0.75),
    _tool("hammer", "🔨", (), ()),
    _tool("axe", "🪓", ("ax", "hatchet"), ()),
    _tool("saw", "🪚", (), ()),
    _tool("wrench", "🔧", ("spanner",), ("gray",)),
    _tool("ladder", "🪜", (), (), scale=1.0),
    _tool("broom", "🧹", (), (), scale=0.8),
    _tool("scissors", "✂️", (), (), plural="pairs of scissors"),
    _tool("pencil", "✏️", (), ("yellow", "orange")),
    _tool("paintbrush", "🖌️", ("brush",), ()),
    _tool("key", "🔑", (), ("yellow", "orange"), scale=0.5),
    _tool("magnet", "🧲", (), ("red",)),
    _tool("toolbox", "🧰", (), ("red",), top=0.15, scale=0.65),
    _tool("spoon", "🥄", (), ("gray", "white"), hypernyms=("cutlery",), scale=0.5),
    _tool("knife", "🔪", (), (), plural="knives", scale=0.5),
    _tool("sword", "🗡️", ("dagger",), (), hypernyms=("weapon",)),
    _tool("shield", "🛡️", (), (), hypernyms=("armor",), scale=0.65),
    _device("telescope", "🔭", (), ()),
    _device("microscope", "🔬", (), ()),
    _device("phone", "📱", ("smartphone", "mobile phone"), (), scale=0.5),
    _device("laptop", "💻", ("notebook computer", "computer"), ()),
    _device("camera", "📷", (), ("black", "gray")),
    _device("clock", "⏰", ("alarm clock",), (), scale=0.5),
    _device("hourglass", "⌛", (), (), scale=0.5),
    _device("light bulb", "💡", ("bulb",), ("yellow",), scale=0.5),
    _instrument("guitar", "🎸", ("electric guitar",), ("red", "orange")),
    _instrument("violin", "🎻", ("fiddle",), ("brown", "orange")),
    _instrument("trumpet", "🎺", (), ("yellow", "orange")),
    _instrument("saxophone", "🎷", ("sax",), ("yellow", "orange")),
    _instrument("drum", "🥁", (), ("red", "white"), top=0.36, scale=0.65),
    _instrument("microphone", "🎤", ("mic",), (), scale=0.5),
    _ball("soccer ball", "⚽", ("football",), ("white",)),
    _ball("basketball", "🏀", (), ("orange",)),
    _ball("baseball", "⚾", (), ("white",), scale=0.4),
    _toy("tennis racket", "🎾", (), (), scale=0.6),
    _toy("kite", "🪁", (), (), airborne=True, scale=0.7),
    _toy("teddy bear", "🧸", ("teddy",), ("brown", "orange")),
    _toy("balloon", "🎈", (), ("red",), airborne=True),
    _toy("dice", "🎲", ("die",), ("white",), plural="dice", scale=0.4),
    _toy("robot", "🤖", (), (), scale=0.8),
    _toy("dartboard", "🎯", ("target", "bullseye"), ("red",)),
    _clothing("crown", "👑", (), ("yellow", "orange"), hypernyms=("headwear",), scale=0.5),
    _clothing("top hat", "🎩", (), ("black", "gray"), hypernyms=("hat", "clothing"), scale=0.5),
    _clothing(
        "sun hat", "👒", ("straw hat",), ("yellow", "orange"), hypernyms=("hat", "clothing"), scale=0.5
    ),
    _clothing("cap", "🧢", ("baseball cap",), ("blue",), hypernyms=("hat", "clothing"), scale=0.5),
    _clothing("shirt", "👕", ("T-shirt", "tee"), ()),
    _clothing("pants", "👖", ("jeans", "trousers"), ("blue",), plural="pairs of pants"),
    _clothing("coat", "🧥", ("jacket",), ()),
    _clothing("dress", "👗", (), ("blue",)),
    _clothing("scarf", "🧣", (), ("red",), plural="scarves"),
    _clothing("gloves", "🧤", ("mittens",), (), plural="pairs of gloves", scale=0.5),
    _clothing("socks", "🧦", (), (), plural="pairs of socks", scale=0.5),
    _clothing("glasses", "👓", ("spectacles",), (), plural="pairs of glasses", scale=0.5),
    _clothing("sunglasses", "🕶️", ("shades",), ("black",), plural="pairs of sunglasses", scale=0.5),
    _clothing("ring", "💍", (), (), hypernyms=("jewelry",), scale=0.4),
    _clothing("backpack", "🎒", ("rucksack",), ("red", "pink"), hypernyms=("bag",)),
    _clothing("handbag", "👜", ("purse",), ("brown", "orange"), hypernyms=("bag",)),
    _shoe("sneaker", "👟", ("running shoe", "shoe"), ()),
    _shoe("boot", "🥾", ("hiking boot",), ("brown",)),
    _shoe("high heel", "👠", ("high-heeled shoe",), ("red",)),
    _container("bucket", "🪣", ("pail",), ("blue",), bowl=0.12),
    _container("basket", "🧺", (), ("brown", "orange"), bowl=0.46),
    _container("box", "📦", ("cardboard box", "package"), ("brown", "orange"), top=0.12),
    _container("shopping cart", "🛒", ("trolley",), ("gray",), bowl=0.3, scale=0.9),
    _container("suitcase", "🧳", ("luggage",), ("blue",)),
    _container("cooking pot", "🍲", ("pot", "stew"), (), bowl=0.36),
    _container("teapot", "🫖", (), ("red",)),
    _container("vase", "🏺", ("amphora", "jar"), ("brown", "orange"), bowl=0.05),
    _container("mailbox", "📫", ("letterbox",), ("blue",)),
    _object("umbrella", "☂️", ("parasol",), ("purple", "blue"), scale=0.75),
    _object("gift", "🎁", ("present",), (), top=0.1),
    _object("trophy", "🏆", ("prize cup",), ("yellow", "orange"), bowl=0.08),
    _object("diamond", "💎", ("gem", "jewel"), ("blue",), scale=0.45),
    _object("bell", "🔔", (), ("yellow", "orange"), scale=0.5),
    _object("lantern", "🏮", ("paper lantern",), ("red",)),
    _object("candle", "🕯️", (), (), scale=0.5),
    _object("book", "📕", (), ("red",), top=0.1, scale=0.5),
    _object("envelope", "✉️", ("letter",), ("white", "blue"), scale=0.45),
    _object("anchor", "⚓", (), ("blue", "gray")),
    _object("money bag", "💰", ("bag of money",), ("yellow", "brown", "orange")),
    _object("coin", "🪙", (), ("yellow", "orange"), scale=0.4),
    _object("bomb", "💣", (), ("black", "gray"), scale=0.5),
    _object("ghost", "👻", (), ("white",), airborne=True, scale=0.75),
    _object("alien", "👽", (), ("gray", "green"), scale=0.75),
    _object("pumpkin", "🎃", ("jack-o'-lantern",), ("orange",)),
    _object("globe", "🌍", ("earth",), ("blue", "green"), scale=0.6),
    _object("flag", "🚩", (), ("red",), scale=0.7),
    _object("traffic light", "🚦", ("stoplight",), (), scale=0.8),
    _object("heart", "❤️", (), ("red",), airborne=True, scale=0.5),
)
