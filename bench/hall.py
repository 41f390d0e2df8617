"""A hall made up for measuring: suppliers, products with one offer each, names without spaces, on the shelf."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bench import ground

if TYPE_CHECKING:
    from collections.abc import Iterator

AT = datetime(2024, 1, 15, tzinfo=UTC)
LONG = 5
SEED, BATCH = 20240115, 20_000
MAKES = (
    "高山",
    "农家",
    "野生",
    "特级",
    "有机",
    "富硒",
    "生态",
    "手工",
    "散养",
    "新鲜",
    "头茬",
    "当季",
    "古法",
    "原生态",
    "",
)
GOODS = (
    "黑木耳", "银耳", "香菇", "猴头菇", "羊肚菌", "竹荪", "核桃", "板栗", "红枣", "花生", "葵花籽", "小米",
    "黄米", "荞麦面", "燕麦片", "大米", "糯米", "绿豆", "红豆", "芸豆", "黄豆", "菜籽油", "茶油", "花生油",
    "亚麻籽油", "苹果", "猕猴桃", "柑橘", "脐橙", "梨", "葡萄干", "枸杞", "黄芪", "当归", "天麻", "蜂蜜",
    "绿茶", "红茶", "黑茶", "土鸡", "土鸡蛋", "乌鸡", "腊肉", "腊肠", "火腿", "牦牛肉干", "羊肉", "牛肉",
    "驴肉", "马铃薯", "红薯粉条", "粉丝", "豆腐皮", "腐竹", "豆瓣酱", "辣椒酱", "花椒", "八角", "干辣椒", "生姜",
    "大蒜", "山药", "魔芋粉", "竹笋干", "蕨菜", "黄花菜", "萝卜干", "酸菜", "鱼干", "藕粉",
)  # fmt: skip
SORTS = ("干货", "礼盒装", "散装", "真空装", "一级", "精选", "小包装", "家庭装", "食堂装", "")
SIZES = ("500g", "250g*2", "1kg", "2.5kg", "5斤", "10斤装", "100克", "")
_PREPARED = (
    "SET session_replication_role = replica",
    """
    INSERT INTO organisations_organisation
        (kind, region_id, name, short_name, unit_code, credit_code, official_order, created_at)
    SELECT 'supplier', c.current_code, c.name || '合作社' || g, '', '', '93' || lpad(g::text, 16, '0'), g, now()
    FROM generate_series(1, %(suppliers)s) g
    JOIN (SELECT *, row_number() OVER (ORDER BY code) - 1 AS place FROM regions_county) c ON c.place = g %% 832
    """,
    """
    INSERT INTO suppliers_supplier (organisation_id, kind, name, credit_code, county_id, registered_at)
    SELECT o.id, 'cooperative', o.name, o.credit_code, c.code, now()
    FROM organisations_organisation o
    JOIN regions_county c ON o.kind = 'supplier' AND c.code = (
        SELECT min(code) FROM regions_county WHERE current_code = o.region_id)
    """,
    # One in twenty may not sell any more.
    """
    INSERT INTO suppliers_sellingspan (supplier_id, since, until)
    SELECT id, '2023-01-01', CASE WHEN id %% 20 = 0 THEN date '2023-12-31' END FROM suppliers_supplier
    """,
    """
    INSERT INTO suppliers_paper (supplier_id, kind, number, issuer, since, state, shown_at, shown_by, decided_by, words)
    SELECT s.id, k, k || s.id, '', '2023-01-01', 'accepted', now(), '', '', ''
    FROM suppliers_supplier s, unnest(ARRAY['food_making', 'organic']) k WHERE s.id %% 10 < 9
    """,
    """
    INSERT INTO catalogue_category (parent_id, name, path, position, needs, is_open)
    SELECT NULL, '大类' || g, '', g, CASE WHEN g = 1 THEN ARRAY['food_making'] ELSE ARRAY[]::text[] END, true
    FROM generate_series(1, 10) g
    """,
    "UPDATE catalogue_category SET path = id || '.'",
    """
    INSERT INTO catalogue_category (parent_id, name, path, position, needs, is_open)
    SELECT c.id, c.name || '小类' || g, c.path, g, '{}', true FROM catalogue_category c, generate_series(1, 7) g
    """,
    "UPDATE catalogue_category SET path = path || id || '.' WHERE parent_id IS NOT NULL",
)
_PUT = (
    """
    INSERT INTO holds_resource (id, owner, quantity, held, committed, changed_at)
    SELECT uuidv7(), 'product:' || p.id, p.id %% 7 * 10, 0, 0, now() FROM catalogue_product p
    """,
    """
    INSERT INTO catalogue_offer (
        product_id, specification, sale_unit, pieces, net, measured, price, minimum, lead_days, is_catch_weight,
        resource_id, is_on, changed_at)
    SELECT p.id, '每袋', 'bag', 1, (ARRAY[0.25, 0.5, 1, 2.5])[1 + p.id %% 4], 'mass', 5 + p.id * 7919 %% 20000 / 100.0,
        1, 3, false, r.id, true, now()
    FROM catalogue_product p JOIN holds_resource r ON r.owner = 'product:' || p.id
    """,
    """
    INSERT INTO catalogue_productpaper (product_id, paper_id, certificate)
    SELECT p.id, a.id, 'organic' FROM catalogue_product p
    JOIN suppliers_paper a ON a.supplier_id = p.supplier_id AND a.kind = 'organic' WHERE p.id %% 4 = 0
    """,
    "SET session_replication_role = DEFAULT",
    "VACUUM ANALYZE",
)


def names(offers: int) -> Iterator[str]:
    """Make names of goods, the same each time: place, make, thing, sort, size."""
    from nongcai.domain.regions.models import County

    chance = random.Random(SEED)
    places = [
        name[:-1] if len(name) < 5 else name[:2]
        for name in County.objects.order_by("code").values_list("name", flat=True)
    ]
    # Few things are sold by many, many by few.
    weights = [1 / (place + 3) for place in range(len(GOODS))]
    for thing in chance.choices(GOODS, weights, k=offers):
        yield "".join((chance.choice(places), chance.choice(MAKES), thing, chance.choice(SORTS), chance.choice(SIZES)))


def make(offers: int, suppliers: int) -> None:
    """Make a hall of that size unless the database holds one."""
    from django.db import connection

    from nongcai.domain.catalogue.models import Product, ShelfRow
    from nongcai.domain.catalogue.services import put_up
    from nongcai.foundation import records

    if ShelfRow.objects.count() >= offers:
        return
    facts = {"suppliers": suppliers}
    with connection.cursor() as cursor:
        for statement in _PREPARED:
            cursor.execute(statement, facts)
        cursor.execute("SELECT id FROM catalogue_category WHERE parent_id IS NOT NULL ORDER BY id")
        kinds = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT id, county_id FROM suppliers_supplier ORDER BY id")
        sellers = cursor.fetchall()
    ground.say("naming goods")
    # While rows are copied in, nothing else can be asked.
    named = list(names(offers))
    columns = (
        "supplier_id", "category_id", "name", "county_id", "producer", "standard", "shelf_life_days", "storage",
        "allergens", "net_quantity", "net_unit", "words", "state", "version", "changed_at", "listed_at",
    )  # fmt: skip
    rows = (
        (
            seller,
            kinds[number % len(kinds)],
            name,
            county,
            "合作社",
            "",
            365,
            "阴凉",
            "",
            500,
            "g",
            "",
            "listed",
            1,
            AT,
            AT,
        )
        for number, name in enumerate(named)
        for seller, county in (sellers[number * 31 % len(sellers)],)
    )
    records.copy_in("catalogue_product", columns, rows)
    with connection.cursor() as cursor:
        for statement in _PUT:
            cursor.execute(statement, facts if "%" in statement else None)
    keys = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        ground.say(f"putting up {start}")
        put_up(keys[start : start + BATCH], at=AT)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
