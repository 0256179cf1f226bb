"""How well a model sees: every figure of `limner eval see`, each defined where it is counted."""
