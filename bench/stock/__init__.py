"""The same list as django-guardian and Django REST framework give it out of the box, with tables of its own."""
