"""What the program is measured by, and against what; run by hand, never part of the tests."""
