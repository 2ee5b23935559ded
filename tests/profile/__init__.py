"""Min profil: telephone, choices for e-mail, the address that a family gives, sessions."""
