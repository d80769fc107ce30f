"""Reports: Markdown with figures and tables beside, in French or English, made from indicator frames."""
