"""Charts: an indicator frame in, a Figure out; `places3t.charts.style` saves it with its table beside it."""
