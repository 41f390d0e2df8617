"""Money of orders: what is owed, what arrived, exceptions, statements, settlement accounts."""
