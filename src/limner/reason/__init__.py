"""From words to a plan, from a plan to a checked result."""
