"""From workbooks to facts: runs, dry runs, questions, problems, reconciliation and what was decided before."""
