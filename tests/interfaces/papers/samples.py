"""A notice as a city's finance bureau would issue it, with figures of no real office."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from nongcai.interfaces.papers.contents import (
    Attachment,
    Bar,
    BarChart,
    Block,
    Column,
    Heading1,
    Heading2,
    NoticeContent,
    Paragraph,
    Run,
    TableBlock,
)
from nongcai.interfaces.papers.fonts import FontSet, find_fonts

PROJECT = Path(__file__).resolve().parents[3]
LONG_NAME = "郑州市人民政府国有资产监督管理委员会"
DISTRICTS = [
    *("航空港区", "巩义市", "新郑市", "登封市", "荥阳市", "新密市", "中牟县", "金水区"),
    *("二七区", "中原区", "高新区", "郑东新区", "管城回族区", "经开区", "惠济区", "上街区"),
]
MUNICIPAL = [LONG_NAME, "郑州幼儿师范高等专科学校", *(f"郑州市第{place}预算单位" for place in range(1, 42))]
_RANKED = (
    Column("名次", "center"),
    Column("单位名称"),
    Column("预留份额", "right"),
    Column("完成交易额", "right"),
)


def office_fonts() -> FontSet:
    """Return the typefaces that `make setup` has put into the project."""
    return find_fonts(settings.FONT_FOLDERS)


def paragraph(*texts: str) -> Paragraph:
    """Return a paragraph in which every second text is a figure."""
    runs = (Run(text, f"figure.{place}" if place % 2 else None) for place, text in enumerate(texts))
    return Paragraph(tuple(runs))


def ranking(caption: str, names: list[str]) -> TableBlock:
    rows = [
        (str(place), name, f"{300 - place * 5.37:.2f}", f"{410 - place * 8.11:.2f}") for place, name in _placed(names)
    ]
    return TableBlock(
        caption, (*_RANKED, Column("完成率", "right")), tuple((*row, "118.0%") for row in rows), "单位：万元"
    )


def chart(names: list[str]) -> BarChart:
    bars = (
        Bar(name, Decimal(f"{410 - place * 8.11:.2f}"), f"{410 - place * 8.11:.2f}") for place, name in _placed(names)
    )
    return BarChart("各区县（市）完成交易额", tuple(bars), "万元")


def notice(**changes: object) -> NoticeContent:
    content = NoticeContent(
        issuer="郑州市财政局",
        mark="郑州市财政局文件",
        number="郑财购〔2024〕1号",
        title="郑州市财政局关于政府采购脱贫地区农副产品2023年度采购情况通报及2024年度工作安排的通知",
        addressees="市直各预算单位，各区县（市）财政局",
        blocks=_TEXT,
        attachments=(Attachment("2023年度采购脱贫地区农副产品排名表", _TABLES),),
        signer="郑州市财政局",
        date=date(2024, 2, 5),
        footnote="此件公开发布",
        copies_to="省财政厅，市人民政府办公室，市农业农村工作委员会、市总工会、市供销合作社，市审计局",
        printed_by="郑州市财政局办公室",
        printed_on=date(2024, 2, 5),
    )
    return replace(content, **changes)


def internal_paper(**changes: object) -> NoticeContent:
    """Return the internal attachments of the notice, apart."""
    return notice(mark="", addressees="", blocks=(), signer="", date=None, footnote="", internal=True, **changes)


def _placed(names: list[str]) -> enumerate[str]:
    return enumerate(names, start=1)


_TEXT: tuple[Block, ...] = (
    paragraph(
        "为贯彻落实财政部办公厅《关于做好中央预算单位2024年政府采购脱贫地区农副产品工作的通知》（财办库〔2023〕249号）"
        "和省财政厅等部门《关于进一步做好政府采购脱贫地区农副产品有关工作的通知》（豫财购〔2023〕2号）等要求，"
        "进一步做好我市政府采购脱贫地区农副产品工作，支持乡村产业振兴，现将有关事项通知如下："
    ),
    Heading1("一、持续攻坚成效显著，2023年度预留份额和采购执行情况通报"),
    paragraph(
        "2023年，全市各级预算单位在“832平台”预留份额共计",
        "1418.81",
        "万元，完成交易额",
        "1957.03",
        "万元，其中：区县（市）预算单位预留份额",
        "1041.55",
        "万元，完成交易额",
        "1300.19",
        "万元；市直预算单位预留份额",
        "377.26",
        "万元，完成交易额",
        "656.84",
        "万元，均超额完成年初任务目标。",
    ),
    Heading2("（一）完成交易额情况"),
    paragraph(
        "完成交易额排名靠前的区县（市）是航空港区、巩义市、新郑市、登封市，排名靠前的市直预算单位是郑州市公安局、"
        f"{LONG_NAME}、郑州市卫生健康委员会、郑州幼儿师范高等专科学校。"
    ),
    Heading2("（二）总体预留比例情况"),
    paragraph(
        "总体预留比例排名靠前的区县（市）是高新区、航空港区、二七区、登封市，排名靠前的市直预算单位是郑州市教育局、"
        "郑州市农业农村工作委员会、郑州市林业局、郑州工程技术学院。产品主要来自信阳市浉河区、洛阳市瀍河回族区等地。"
    ),
    Heading1("二、强化督促考核力度，巩固拓展脱贫成果推动工作落实"),
    paragraph(
        "各市直主管预算单位、市县各部门要切实做好统筹协调，积极指导本级和本部门所属单位、企业、工会组织遵循质优价廉、"
        "竞争择优的原则，运用“832优选”品牌专区、食堂采购专场、工会采购专场等便利化方式开展采购，力争10月底前完成"
        "年度采购任务，鼓励各单位在完成食堂预留份额、工会标准之外采购更多脱贫地区农副产品。"
    ),
)
_TABLES: tuple[Block, ...] = (
    ranking("表1　区县（市）完成交易额排名", DISTRICTS),
    chart(DISTRICTS),
    ranking("表2　市直主管预算单位完成交易额排名", MUNICIPAL),
    ranking("表3　区县（市）总体预留比例排名", DISTRICTS),
    ranking("表4　市直主管预算单位总体预留比例排名", MUNICIPAL),
)
