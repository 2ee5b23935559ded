"""Items: everything that can be on a team's table; the only place that knows all of them."""
