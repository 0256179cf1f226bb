"""What a generator draws of what it is asked: prompts by skill, judged fact by fact."""
