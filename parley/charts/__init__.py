"""Tables become figures. Colours and glyphs live in `palette`, which knows no plotting library."""
