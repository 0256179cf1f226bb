"""English words that are one or two letters from one of the planner's words and are no typo of it."""

LOOKALIKES = """
numbers numbed lumber fists firth firsts thirst located locates locale locals settle lintel
everyone everywhere
adjusted adjuster adjusts aspects autos backgrounds balanced balances beachy beech bench bight
blacks blank bleach blighted block bluer blues blume bluray blurb blurs blurt boarder boarders
bolder borden bordered borders borer brawn breach brightened brightens brightest brightly brighton
browne browns brows captioned captions cation caution cautions centered centers centre centrist
chance chang changed changer changers changes charge chloride chlorine clean clears cleary clouds
cloudy clout colon colonize colonized coloring colorized colorizes colour colourful colours compares
composes compressed compresses compressor comprise comprises concert concerto concerts congrats
congress conner conor contract contracts contrary contrasted contrasts contrasty convent convents
converge converse converted converter converts coors copped corker cornea corned cornered corners
cornet coroner coroners crapped crimp crippled crips crispr crisps crispy criss crist cropper
crops darden daren darien darkened darkens darko darks darren deceased decreased decreases decrees
defect degrades degree denise denoised denoises desaturated desaturates described describes detected
detector detects detest doable doubled doubles doubly edged embossed enhanced enhancer enhancers
enhances enlarged enlarges entrance equaling equalised equaliser equality equalized equalizer
equalizes expanded expands expend exposures extended extender extends extent filer filip filler
filtered filters fitter flipper flippers flips flopped forma formal forman formats framed frames
frome grail grains grainy grayscales greed greek greene greens greer greet groin heighten heights
highlighted highlighter horizontally horizonte improper improv improved improves improvise increased
increases inert insert invent inverted inverter inverts invest lager landscaped landscapes langer
larder large laughter lefts lefty leighton levees level levers lighted lightened lightening lightens
lighters lightest lightning lightyear limiting loner loser lover lowers lowery lowes maker makes
marcin margie marginal margins marin marlin martin marvin midtone mirrored mirrors mosaiced mosaics
motioned motions negating negation negatived negatively negatives noire noises noisy noose norse
oranges orangey outlined outlines outlive outlived outlying outshine overexpose overexposes overlaid
overland overlap overlaps overlayed overlays overload overly paddling pading parading pease peddling
perspectives pictured pictures pixel pixelates pleas pleased pleaser pleases pleasure plodding
portraits portrays posterior posterity posterized posterizes prodding profiled profiler profiles
profited prospective puddings puncture purples qualify quantity quartered quarterly quarters quartet
quartets radio radios radium ration ratios recolored recolors redstone reduced reduces remote
removed remover removes replaced replaces replayed reside resized resizes resolutions restored
restorer restores retouched retouchs revolution revolutions rights righty rotated rotates salutation
sampled sampler samplers samples saturates saturating scala scaled scales scalp scaly scape scare
screenshots sepias septa shadowed shadowy shallows shaper shard share shari shark sharpe sharpened
sharpener sharpens sharpest sharps sharpton shortness shoulda shoulder shouldnt shouldve shrank
shriek shrine shrinked shrinks shrunk situated situation slighted smallest smooch smoothed smoother
smoothly smooths softened softener softens softer sprightly squared squarely squares squire straight
straightened straightens straighter straights stretched stretcher stretches stretchs stretchy
temperate temperatures texts thirds threefold thresholded thresholds thumbnailed thumbnails transfer
transfers transformed transformer transforms transparently transport underexpose underexposes
upscaled upscales vertically verticals vertices vibrancy vibranted vibrants vignetted vignettes
vintages warmed warmers warner waterman watermarked watermarks waterpark while whine whiteman
whitened whitens whiter whites whitey whitten whyte widths wirth wrinkle wrinkled yellower yellows
"""
