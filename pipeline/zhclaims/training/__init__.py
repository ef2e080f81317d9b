"""Training: from annotated text to the weights of the linker and of the tagger of names."""
