"""Official texts written from frozen figures, checked, signed and published."""
