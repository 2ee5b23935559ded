"""The administrator and the people: accounts, memberships, the second yes."""
