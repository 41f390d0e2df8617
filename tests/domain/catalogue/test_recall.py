"""Over some hundred names as they are in trade, the search finds what a scan finds, and nothing else."""

import random
from itertools import product as every
from uuid import uuid4

from nongcai.domain.catalogue import queries
from nongcai.domain.catalogue.models import Offer, Product
from nongcai.domain.catalogue.queries import Asked
from nongcai.domain.catalogue.rules import fold, parse
from nongcai.domain.catalogue.services import put_up
from tests.market import AT, COUNTY, TODAY
from tests.shelf import category

PLACES = ("卢氏", "洛宁", "嵩县", "紫云", "泸水")
GOODS = ("黑木耳", "白木耳", "香菇", "核桃仁", "土豆粉", "木瓜", "耳叶牛皮消", "山核桃", "土鸡蛋", "XO香菇酱")
SORTS = ("", "500g", "5斤装", "礼盒装", "一级")
WORDS = 120


def words(names):
    chance = random.Random(7)
    for name in chance.choices(names, k=WORDS):
        long = chance.randint(1, 4)
        start = chance.randint(0, max(0, len(name) - long))
        yield name[start : start + long]


def test_recall_and_precision_are_whole(supplier):
    names = ["".join(parts) for parts in every(PLACES, GOODS, SORTS)]
    facts = {"supplier": supplier, "category": category("干货"), "county_id": COUNTY, "producer": "合作社"}
    facts |= {"shelf_life_days": 1, "storage": "阴凉", "net_quantity": 1, "net_unit": "kg", "changed_at": AT}
    made = Product.objects.bulk_create(Product(name=name, state="listed", **facts) for name in names)
    told = {"specification": "袋", "sale_unit": "bag", "net": 1, "measured": "mass", "price": 1, "is_on": True}
    Offer.objects.bulk_create(Offer(product=one, resource_id=uuid4(), changed_at=AT, **told) for one in made)
    assert put_up([one.pk for one in made], at=AT) == len(names)

    for word in words(names):
        found = queries.find(Asked(parse(word)), TODAY, size=len(names), is_widened=False)
        scanned = {name for name in names if fold(word) in fold(name)}
        # Letters are taken for sounds, too.
        assert scanned <= {row.name for row in found.rows}
        assert found.total == len(scanned) or word.isascii()
