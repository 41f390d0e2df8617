"""People who sign in. Whom they may act for is said by their memberships in organisations."""
