"""The working copy of a notice: DOCX, to be edited in Word or WPS."""

from nongcai.interfaces.papers.word.document import notice_docx

__all__ = ["notice_docx"]
