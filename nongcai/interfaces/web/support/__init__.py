"""What helps everybody: answers, hotlines, and questions to the platform."""
