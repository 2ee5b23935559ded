"""Items: what can stand on a team's table, whatever it is about; the one place that knows all of them."""
