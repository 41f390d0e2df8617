"""Workbooks in, workbooks out: what offices keep in Excel, as values with one sentence for each wrong cell."""
