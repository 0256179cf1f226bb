"""English words that look like typos of the planner's words and are none."""

LOOKALIKES = ""
