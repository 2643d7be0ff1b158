"""What is measured by hand: `make eval-links`, `make bench`. Nothing here is part of the site."""
