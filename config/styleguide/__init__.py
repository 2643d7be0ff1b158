"""`/styleguide/`: each part that pages are built of, in each of its states. With DEBUG only."""
