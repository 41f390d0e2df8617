"""The filing season: units file what they reserve, those above decide."""
