"""Reading a log for 24 hours to avert grave harm, where nobody has said yes (D10)."""
