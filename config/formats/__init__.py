"""How values are written where no template says how, by language."""
