"""Words to a plan, without a model."""
