"""The administrator's pages about people: accounts, memberships, and roles that two administrators agree on."""
