"""Values and contracts: errors, geometry, pictures, plans, results, seeds. No other layer is imported."""
