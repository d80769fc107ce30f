"""What writes the made-up sample: lives at written hazards, and files that hide them as real ones do."""
