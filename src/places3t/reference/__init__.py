"""Tables of communes that a study adds to the bundled one: recognised, compared with it, kept, used."""
