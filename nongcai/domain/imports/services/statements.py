"""The set-based statements that judge staged orders."""

from nongcai.domain.transactions.rules import RANK
from nongcai.foundation.texts import N_

# code, column, value, message, condition
WRONG_ORDERS = (
    ("order_no_missing", N_("订单编号"), "s.order_no", N_("订单编号为空，请补上后再导入。"), "s.order_no = ''"),
    (
        "amount_missing",
        N_("订单金额"),
        "''",
        N_("订单金额为空或不是数字，请补上后再导入。"),
        "s.amount IS NULL",
    ),
    (
        "negative_amount",
        N_("订单金额"),
        "s.amount",
        N_("订单金额为负数，应为0或正数；退货请填在退款金额一列。"),
        "s.amount < 0",
    ),
    ("negative_refund", N_("退款金额"), "s.refund", N_("退款金额为负数，应为0或正数。"), "s.refund < 0"),
    (
        "refund_over_amount",
        N_("退款金额"),
        "s.refund",
        N_("退款金额大于订单金额，请核对两列是否填反。"),
        "s.refund > s.amount AND s.amount >= 0",
    ),
    (
        "completed_without_moment",
        N_("完成时间"),
        "''",
        N_("订单状态为已完成，但没有完成时间，无法确定计入哪一年，请补上。"),
        "s.state IN ('completed', 'partly_refunded') AND s.completed_at IS NULL",
    ),
    (
        "partial_refund_whole",
        N_("退款金额"),
        "s.refund",
        N_("状态为部分退款，但退款金额为0或等于订单金额，请核对状态和退款金额。"),
        "s.state = 'partly_refunded' AND (s.refund = 0 OR s.refund = s.amount)",
    ),
    (
        "completed_refunded",
        N_("退款金额"),
        "s.refund",
        N_("状态为交易完成，但退款金额不为0，请核对是否应为部分退款或全额退款。"),
        "s.state = 'completed' AND s.refund > 0",
    ),
)

NOTE_WRONG_ORDERS = """
    INSERT INTO imports_problem (run_id, sheet_id, row_no, "column", value, code, message, level)
    SELECT run_id, sheet_id, row_no, %(column)s, {value}::text, %(code)s, %(message)s, 'error'
    FROM imports_stagedorder s
    WHERE run_id = %(run)s AND outcome = '' AND {condition}
"""

MARK_WRONG_ORDERS = """
    UPDATE imports_stagedorder s SET outcome = 'wrong'
    WHERE run_id = %(run)s AND outcome = ''
      AND EXISTS (SELECT 1 FROM imports_problem p
                  WHERE p.sheet_id = s.sheet_id AND p.row_no = s.row_no AND p.level = 'error')
"""

_TOLD = "state, amount, refund, completed_at"

# One order number, two stories, and no later export to believe.
NOTE_CONTRADICTIONS = f"""
    INSERT INTO imports_problem (run_id, sheet_id, row_no, "column", value, code, message, level)
    SELECT s.run_id, s.sheet_id, s.row_no, '订单编号', s.order_no, 'order_twice',
           '该订单编号出现' || twice.n || '次且内容不同，导出时间也相同，无法判断以哪一条为准，'
               || '请只保留正确的一条。', 'error'
    FROM imports_stagedorder s
    JOIN (
        SELECT order_no, as_of, count(*) AS n
        FROM imports_stagedorder WHERE run_id = %(run)s AND outcome = ''
        GROUP BY order_no, as_of
        HAVING count(DISTINCT ({_TOLD})) > 1
    ) twice USING (order_no, as_of)
    WHERE s.run_id = %(run)s AND s.outcome = ''
"""

# The same order told differently by two sheets, and nobody said which export is the later one.
HOLD_BACK_UNDATED = f"""
    UPDATE imports_stagedorder s SET outcome = 'waiting'
    WHERE s.run_id = %(run)s AND s.outcome = '' AND s.order_no IN (
        SELECT o.order_no
        FROM imports_stagedorder o JOIN imports_importsheet sheet ON sheet.id = o.sheet_id
        WHERE o.run_id = %(run)s AND o.outcome = ''
        GROUP BY o.order_no
        HAVING count(DISTINCT ({_TOLD})) > 1 AND count(DISTINCT o.sheet_id) > 1
               AND bool_or(sheet.exported_at IS NULL)
    )
"""

MARK_DUPLICATES = """
    UPDATE imports_stagedorder s SET outcome = 'duplicate'
    FROM (
        SELECT id, row_number() OVER (PARTITION BY order_no ORDER BY as_of DESC, sheet_id, row_no) AS place
        FROM imports_stagedorder s
        WHERE run_id = %(run)s AND outcome = ''
          AND NOT EXISTS (SELECT 1 FROM imports_problem p
                          WHERE p.sheet_id = s.sheet_id AND p.row_no = s.row_no AND p.level = 'error')
    ) ranked
    WHERE s.id = ranked.id AND ranked.place > 1
"""

# What counts to another bureau's unit, only that bureau or one above it may correct.
NOTE_FOREIGN_ORDERS = """
    INSERT INTO imports_problem (run_id, sheet_id, row_no, "column", value, code, message, level)
    SELECT s.run_id, s.sheet_id, s.row_no, '订单编号', s.order_no, 'order_of_another_bureau',
           '该订单已计入其他财政部门所属单位，不能由本部门更正。', 'error'
    FROM imports_stagedorder s
    JOIN ({known}) k ON k.order_no = s.order_no
    LEFT JOIN ({places}) p ON p.organisation_id = k.unit_id
    WHERE s.run_id = %(run)s AND s.outcome = '' AND k.unit_id IS NOT NULL
      AND NOT coalesce(starts_with(p.path, %(path)s), false)
"""

COMPARE_ORDERS = """
    UPDATE imports_stagedorder s
    SET outcome = CASE
        WHEN k.order_no IS NULL THEN 'new'
        WHEN (k.state, k.amount, k.refund, k.completed_at)
             IS NOT DISTINCT FROM (s.state, s.amount, s.refund, s.completed_at) THEN 'unchanged'
        WHEN s.as_of <= k.as_of THEN 'older'
        ELSE 'changed'
    END
    FROM imports_stagedorder own LEFT JOIN ({known}) k ON k.order_no = own.order_no
    WHERE own.id = s.id AND own.run_id = %(run)s AND own.outcome = ''
"""

_RANK = "CASE {side}.state " + " ".join(f"WHEN '{state}' THEN {rank}" for state, rank in RANK.items()) + " END"

HOLD_BACK_ORDERS = f"""
    UPDATE imports_stagedorder s SET outcome = 'held'
    FROM ({{known}}) k
    WHERE s.run_id = %(run)s AND s.outcome = 'changed' AND k.order_no = s.order_no
      AND {_RANK.format(side="s")} < {_RANK.format(side="k")}
      AND NOT EXISTS (SELECT 1 FROM imports_backwardchoice c
                      WHERE c.run_id = s.run_id AND c.order_no = s.order_no AND c.is_accepted)
"""
