"""Min profil: what somebody is here, where they can be reached, how e-mail tells them, and where they are signed in."""
