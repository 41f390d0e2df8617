"""What was reserved, filed and bought, measured: figures, rankings, frozen snapshots."""
