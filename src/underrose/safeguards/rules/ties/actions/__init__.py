"""What is done about ties: prepared, told, compared, settled, ended."""
