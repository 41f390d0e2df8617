"""Changes of organisations (机构调整): documents with lines, previewed, put in force by sets, and put back."""
