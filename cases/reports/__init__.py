"""Reports to barnevern (meldinger), as the one who reported keeps them (R9, D9)."""
