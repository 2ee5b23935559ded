"""What somebody writes in a form: kept until it is sent (utkast), sent once, and never lost on the way."""
