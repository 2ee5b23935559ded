"""Work around one child: concern, stafettlogg with goals, measures and entries, and the baton."""
