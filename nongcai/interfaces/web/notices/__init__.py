"""Pages of notices: the studio, the steps of issuing, and what anybody may read."""
