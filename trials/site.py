"""What this site is called, wherever something names its publisher."""

SITE_NAME = "Trialfolio"
