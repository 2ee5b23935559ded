"""The administrator's pages about the words of the consent form: languages, new versions, who has checked them."""
