"""The tag that draws a rose."""
