"""Each role's start page, and the messages of the person who looks."""
