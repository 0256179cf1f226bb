"""limner's main job on real photographs, and a contact sheet to look at."""
