"""Who reads and writes what: each rule, random histories against an oracle, races, attacks, the catalogue."""
