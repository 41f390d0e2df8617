"""Whom to call at the units and offices (通讯录)."""
