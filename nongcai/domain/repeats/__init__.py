"""What a program was once answered, by the key it gave: the same call is answered again, not done again."""
