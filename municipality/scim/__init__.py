"""SCIM 2.0: a municipality's directory (Entra ID) makes, changes and closes accounts of staff, and suggests groups."""
