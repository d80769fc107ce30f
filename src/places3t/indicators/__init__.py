"""Indicators: pure functions, frames in, one indicator frame out (see `places3t.indicators.frame`)."""
