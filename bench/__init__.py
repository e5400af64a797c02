"""Figures, one JSON line each: bench, value, unit, against, ratio, goal. Measured, never asserted."""
