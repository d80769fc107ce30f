"""From what people said to themes: the codebook, the words found as evidence, what it misses, and exports."""
