"""What goes wrong with an order and who settles it (交易异常), questions and their answers, hotlines."""
