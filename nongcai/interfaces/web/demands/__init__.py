"""The demand board: units publish what they will need, suppliers say what they could deliver."""
