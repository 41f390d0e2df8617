"""Official documents: PDF, DOCX and HTML from a notice's frozen content. Knows nothing of the rooms."""
