"""Configuration: one typed settings file over the environment, the URL map, the WSGI callable."""
