"""Stories of people with real browsers, against the installed program."""
