"""KOSTRA files 11F and 11CF, read and checked before they are sent to Statistics Norway.

Where a change goes:
    a code list, a position, a new year's table   data/<form>_<year>.toml
    a rule of 11F                                 rules/form_11f.py; 14 to 25: rules/form_11f_livelihood.py
    a rule of 11CF                                rules/form_11cf.py
    a rule of both                                rules/common.py; of the whole file: rules/whole_file.py
    the words of a rule                           beside the rule; 002: rules/fields.py
    the words around the findings                 output.py
    which table and rules hold for a year         editions.py
    a band or a sum of the summary tables         summary.py
    how large a file the page takes               upload.py

Everything but the page (views.py, forms.py, upload.py) runs without Django's settings: `manage.py kostra` needs none.
"""
