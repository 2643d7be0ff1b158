"""The parts of `make eval-search`: what is asked, and what must come back."""
