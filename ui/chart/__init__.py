"""The live chart. Only ``ui.chart.holder`` may be imported before the first paint."""
