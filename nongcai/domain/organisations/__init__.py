"""Units and finance departments, their yearly directory, their dated tree and relations, and who acts for them."""
