"""One evening in the browser, through the doors that people use."""
