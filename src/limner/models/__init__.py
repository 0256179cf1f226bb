"""Models behind seams: what each is, where its weights are, how it runs."""
