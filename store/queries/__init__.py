"""What the pages of the web application ask, one file a page."""
