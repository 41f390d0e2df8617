"""Products (商品), who offers them at which price, and finding them.

A product is what is regulated; an offer is who sells it, how. Whether an offer shows on a day is computed when it is
read.
"""
