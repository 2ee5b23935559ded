"""The people and stories of the demo: made up, loaded through the same verbs that the screens use."""
