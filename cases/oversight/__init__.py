"""The units of a service, in counts, for the leader over them."""
