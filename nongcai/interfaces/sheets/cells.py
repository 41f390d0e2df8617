"""From a cell to a value: pure functions that return the value or say in one sentence what is wrong.

Each takes the cell and a list to which it adds what should be looked at though the value was taken.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from math import isfinite
from typing import TYPE_CHECKING, TypeGuard

from django.utils.translation import gettext as _

from nongcai.foundation.years import CHINA
from nongcai.interfaces.sheets.headings import UNITS, half_width

if TYPE_CHECKING:
    from collections.abc import Callable

_CENT = Decimal("0.01")
_ONE = Decimal(1)
_LARGEST = Decimal(10) ** 13
# Excel keeps 15 digits of a number; the rest of a longer code stored as a number is gone.
_EXACT = 10**15

_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")
_COMMA_OF_THREE = re.compile(r"\d+,\d{3}(\.\d*)?")
_COMMA_AS_POINT = re.compile(r"\d+,\d+")
_SPACED = re.compile(r"\d{1,3}( \d{3})+(\.\d*)?")
_PLAIN = re.compile(r"(\d+(\.\d*)?|\.\d+)(E[+-]?\d{1,2})?", re.IGNORECASE)
_DRESSED = re.compile(
    r"(?P<sign>[-−+]?)\s*(?:RMB|CNY|人民币)?\s*¥?\s*(?P<sign2>[-−]?)(?P<digits>.*?)\s*"
    r"(?P<unit>亿元|百万元|万元|千元|百元|元|圆)?整?",
    re.IGNORECASE,
)
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
_CODE = re.compile(r"[0-9A-Z][0-9A-Z\-_.]*")
_ORDER_NO = re.compile(r"[0-9A-Za-z][0-9A-Za-z\-_./#]*")
_EXCEL_TEXT = re.compile(r'="(.*)"|[\'`’](.*)', re.DOTALL)
_MOMENT = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:\s*T?\s*(上午|下午)?\s*(\d{1,2})\s*[:时点]\s*(\d{1,2})?\s*(?:[:分]\s*(\d{1,2})?)?(?:\.\d+)?\s*[秒分]?)?"
)
_COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})(?:\s*(\d{2}):?(\d{2}):?(\d{2})?)?")
_YEAR = re.compile(r"(20\d{2})\s*(年度?)?")
_COUNT = re.compile(r"([\d,]+)(?:\.0+)?\s*[人名个位]?")
_BETWEEN_CHINESE = re.compile(r"(?<=[一-鿿（）]) +(?=[一-鿿（）])")
_DOTS = str.maketrans({"(": "（", ")": "）", "‧": "·", "•": "·", "・": "·"})
_FIRST_SERIAL = datetime(1899, 12, 30, tzinfo=CHINA)
_SERIALS = (36526, 73050)  # 2000 to 2099


class CellProblem(Exception):  # noqa: N818  it also stands for warnings, which are no errors
    """What is wrong with a cell, in one sentence that says what is expected."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


Warnings = list[CellProblem]


def money(cell: object, warnings: Warnings, *, scale: Decimal = _ONE) -> Decimal:
    """Read an amount and return yuan with two decimals; `scale` is the column's unit in yuan.

    :raises CellProblem: when it is no amount
    """
    if type(cell) is float and scale is _ONE:
        exact = f"{cell:.2f}"
        if float(exact) == cell and abs(cell) < _EXACT / 100:
            return Decimal(exact) + 0  # no negative nought
    figure, unit = _figure(cell, warnings, _not_yuan if scale == _ONE else _not_an_amount)
    if unit and UNITS[unit] != scale:
        warnings.append(CellProblem("unit_in_cell", _("单元格写明了“{unit}”，已按{unit}计。").format(unit=unit)))
    yuan = figure * (UNITS[unit] if unit else scale)
    if abs(yuan) >= _LARGEST:
        raise CellProblem("too_large", _("金额过大，请核对数字和单位。"))
    rounded = yuan.quantize(_CENT, ROUND_HALF_UP)
    if rounded != yuan:
        warnings.append(
            CellProblem("rounded", _("金额多于两位小数，已四舍五入为{yuan}元。").format(yuan=f"{rounded:,}"))
        )
    return rounded


def price(cell: object, warnings: Warnings, *, scale: Decimal = _ONE) -> Decimal:
    """Read a price of one piece in yuan; it may have more than two decimals.

    :raises CellProblem: when it is no amount
    """
    figure, unit = _figure(cell, warnings, _not_an_amount)
    return figure * (UNITS[unit] if unit else scale)


def ratio(cell: object, warnings: Warnings, *, scale: Decimal = _ONE) -> Decimal:
    """Read a percentage and return 12.5 for 12.5 %; `scale` is 100 where the column holds fractions.

    :raises CellProblem: when it is no percentage
    """
    if isinstance(cell, str) and half_width(cell).rstrip().endswith("%"):
        return _figure(half_width(cell).rstrip().rstrip("%"), warnings, _not_a_ratio)[0]
    figure, unit = _figure(cell, warnings, _not_a_ratio)
    if unit or abs(figure) >= _LARGEST:
        raise _not_a_ratio(cell)
    if scale is _ONE and 0 < figure < 1:
        message = _("已按{figure}%计；如果是小数写法，请改为{percent}%。")
        warnings.append(CellProblem("small_ratio", message.format(figure=figure, percent=_shortest(figure * 100))))
    return figure * scale


def quantity(cell: object, warnings: Warnings) -> Decimal:
    """Read how many were bought, with up to three decimals.

    :raises CellProblem: when it is no number
    """
    figure, unit = _figure(cell, warnings, _not_a_number)
    if unit or abs(figure) >= 10**11:
        raise _not_a_number(cell)
    return figure.quantize(Decimal("0.001"), ROUND_HALF_UP) if _decimals(figure) > 3 else figure


def count(cell: object, _warnings: Warnings) -> int:
    """Read a number of persons.

    :raises CellProblem: when it is no whole number
    """
    if is_whole(cell) and abs(cell) < 2**31:
        return int(cell)
    found = _COUNT.fullmatch(half_width(cell).strip()) if isinstance(cell, str) else None
    if not found or len(found[1]) > 9 or ("," in found[1] and not _GROUPED.fullmatch(found[1])):
        raise CellProblem("not_a_count", _("应为整数，如 120。"))
    return int(found[1].replace(",", ""))


def is_whole(cell: object) -> TypeGuard[float]:
    """Say whether a cell is a number without a fraction; a file may hold one that is none, or has no end."""
    return isinstance(cell, float | int) and not isinstance(cell, bool) and isfinite(cell) and cell == int(cell)


def year(cell: object, _warnings: Warnings) -> int:
    """Read a year.

    :raises CellProblem: when it is none from 2000 to 2099
    """
    if isinstance(cell, date):
        return cell.year
    text = f"{cell:g}" if isinstance(cell, float) else half_width(str(cell)).strip()
    found = _YEAR.fullmatch(text)
    if not found:
        raise CellProblem("not_a_year", _("应为四位年度，如 2023。"))
    return int(found[1])


def code(cell: object, _warnings: Warnings) -> str:
    """Read a code of a unit, region or body: upper case, leading noughts kept.

    :raises CellProblem: when it is no code, or its digits were lost
    """
    text = _written(cell).upper()
    if not _CODE.fullmatch(text):
        raise CellProblem("not_a_code", _("应为代码，只能有数字、字母和短横线。"))
    return text


def order_no(cell: object, _warnings: Warnings) -> str:
    """Read an order's number.

    :raises CellProblem: when it is none, or its digits were lost
    """
    text = _written(cell)
    if not _ORDER_NO.fullmatch(text):
        raise CellProblem("not_an_order_no", _("应为订单编号，只能有数字、字母和短横线。"))
    return text


def name(cell: object, _warnings: Warnings) -> str:
    """Read a name: plain digits and letters, Chinese brackets, no spaces between Chinese characters."""
    plain = half_width(text(cell, _warnings)).translate(_DOTS)
    return _BETWEEN_CHINESE.sub("", " ".join(plain.split())) if " " in plain else plain


def text(cell: object, _warnings: Warnings) -> str:
    """Read free text on one line."""
    if is_whole(cell):
        return str(int(cell))
    shown = str(cell).strip()
    if shown.isprintable():
        return shown
    return " ".join("".join(sign if sign.isprintable() or sign.isspace() else "" for sign in shown).split())


def moment(cell: object, _warnings: Warnings) -> datetime:
    """Read a date or a date and time as people in China mean it.

    :raises CellProblem: when it is none from 2000 to 2099
    """
    found = _moment(cell)
    if found is None:
        raise CellProblem("not_a_date", _("应为日期，如 2023-01-05 或 2023-01-05 10:22:00。"))
    if not 2000 <= found.year <= 2099:
        raise CellProblem("date_out_of_range", _("日期应在2000年至2099年之间，请核对。"))
    return found


def day(cell: object, warnings: Warnings) -> date:
    """Read a day.

    :raises CellProblem: when it is none from 2000 to 2099
    """
    return moment(cell, warnings).date()


def _moment(cell: object) -> datetime | None:
    if isinstance(cell, str):
        return _moment_of_text(half_width(cell).strip())
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=CHINA)
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day, tzinfo=CHINA)
    if isinstance(cell, bool) or not isinstance(cell, float | int):
        return None
    if _SERIALS[0] <= cell < _SERIALS[1]:
        return _FIRST_SERIAL + timedelta(seconds=round(cell * 86400))
    return _moment_of_text(f"{cell:.0f}") if cell == int(cell) else None


def _moment_of_text(shown: str) -> datetime | None:
    try:
        if shown[4:5] == "-" and len(shown) >= 10:
            found = datetime.fromisoformat(shown)
            return found.astimezone(CHINA) if found.tzinfo else found.replace(tzinfo=CHINA)
    except ValueError:
        pass
    try:
        if compact := _COMPACT.fullmatch(shown):
            year_, month, day, hour, minute, second = (int(part or 0) for part in compact.groups())
            return datetime(year_, month, day, hour, minute, second, tzinfo=CHINA)
        if spelt := _MOMENT.fullmatch(shown):
            return _moment_of_parts(spelt)
        return _moment_of_serial(shown)
    except ValueError:
        return None


def _moment_of_parts(spelt: re.Match[str]) -> datetime:
    half = spelt[4]
    hour = int(spelt[5] or 0)
    if half == "下午" and hour < 12:
        hour += 12
    return datetime(
        int(spelt[1]), int(spelt[2]), int(spelt[3]), hour, int(spelt[6] or 0), int(spelt[7] or 0), tzinfo=CHINA
    )


def _moment_of_serial(shown: str) -> datetime | None:
    if not re.fullmatch(r"\d{5}(\.\d+)?", shown):
        return None
    return _moment(float(shown)) if _SERIALS[0] <= float(shown) < _SERIALS[1] else None


def _written(cell: object) -> str:
    """Return a code as it was written, however Excel keeps it."""
    if isinstance(cell, bool) or not isinstance(cell, str | float | int):
        raise CellProblem("not_a_code", _("应为代码，请把该列设为文本格式后重新填写。"))
    if not isinstance(cell, str):
        if abs(cell) >= _EXACT:
            raise _digits_lost()
        if not is_whole(cell) or cell < 0:
            raise CellProblem("not_a_code", _("应为代码，不能是小数或负数。"))
        return str(int(cell))
    shown = half_width(cell).strip()
    if found := _EXCEL_TEXT.fullmatch(shown):
        shown = (found[1] or found[2] or "").strip()
    shown = "".join(shown.split())
    if "+" in shown and _SCIENTIFIC.fullmatch(shown):
        raise _digits_lost()
    return shown[:-2] if shown.endswith(".0") and shown[:-2].isdigit() else shown


def _digits_lost() -> CellProblem:
    return CellProblem(
        "lost_digits",
        _("代码被Excel当作数字保存，后几位已丢失；请把该列设为文本格式，从原系统重新导出或填写。"),
    )


def _figure(cell: object, warnings: Warnings, refusal: Callable[[object], CellProblem]) -> tuple[Decimal, str]:
    """Read a number and the unit written behind it."""
    if isinstance(cell, str):
        return _figure_of_text(cell, warnings, refusal)
    if isinstance(cell, bool) or not isinstance(cell, float | int):
        raise refusal(cell)
    figure = Decimal(format(cell, ".15g")) if isinstance(cell, float) else Decimal(cell)
    if not figure.is_finite():
        raise refusal(cell)
    return figure + 0, ""


def _figure_of_text(cell: str, warnings: Warnings, refusal: Callable[[object], CellProblem]) -> tuple[Decimal, str]:
    plain = half_width(cell).strip()
    if found := _EXCEL_TEXT.fullmatch(plain):
        plain = (found[1] or found[2] or "").strip()
    in_brackets = len(plain) > 2 and plain[0] == "(" and plain[-1] == ")"
    dressed = _DRESSED.fullmatch(plain[1:-1].strip() if in_brackets else plain)
    if dressed is None or (dressed["sign"] and dressed["sign2"]):
        raise refusal(cell)
    digits = _without_separators(dressed["digits"], warnings)
    if not _PLAIN.fullmatch(digits):
        raise refusal(cell)
    negative = in_brackets or any(dressed[sign] in {"-", "−"} for sign in ("sign", "sign2"))
    unit = "元" if dressed["unit"] == "圆" else dressed["unit"] or ""
    try:
        figure = Decimal(digits)
    except InvalidOperation as error:
        raise refusal(cell) from error
    return (-figure if negative else figure) + 0, unit


def _without_separators(digits: str, warnings: Warnings) -> str:
    if _GROUPED.fullmatch(digits) and not digits.startswith("0"):
        return digits.replace(",", "")
    if _SPACED.fullmatch(digits):
        return digits.replace(" ", "")
    if _COMMA_OF_THREE.fullmatch(digits) and not digits.startswith("0"):
        warnings.append(CellProblem("odd_thousands", _("逗号后恰有三位，已按千位分隔符计，请核对。")))
        return digits.replace(",", "")
    if _COMMA_AS_POINT.fullmatch(digits) and not (digits.startswith("0") and _COMMA_OF_THREE.fullmatch(digits)):
        shown = digits.replace(",", ".")
        warnings.append(CellProblem("decimal_comma", _("逗号已按小数点计，即{shown}，请核对。").format(shown=shown)))
        return shown
    return digits


def _not_an_amount(_cell: object) -> CellProblem:
    return CellProblem("not_an_amount", _("应为金额，如 1418.81。"))


def _not_yuan(_cell: object) -> CellProblem:
    return CellProblem("not_an_amount", _("应为金额，如 120000.50（元）。"))


def _not_a_ratio(_cell: object) -> CellProblem:
    return CellProblem("not_a_ratio", _("应为百分比，如 12.5 或 12.5%。"))


def _not_a_number(_cell: object) -> CellProblem:
    return CellProblem("not_a_number", _("应为数字，如 12 或 2.5。"))


def _shortest(figure: Decimal) -> str:
    return f"{figure.normalize():f}"


def _decimals(figure: Decimal) -> int:
    exponent = figure.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
