"""All components in all states, for those who build pages and for the journeys that look at them."""
