"""Edits: the operations of ``ops`` as steps of a plan, limited to a region."""
