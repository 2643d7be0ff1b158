"""What somebody who means ill would try, at every entry and every exit at once."""
