"""What a family is asked, step by step, and what each one answers, until it is in force or they have said no."""
