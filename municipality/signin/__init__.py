"""The way in and out, whoever vouches for it; and every request's first step, which says who asks."""
