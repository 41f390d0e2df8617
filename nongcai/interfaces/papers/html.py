"""The notice as a piece of a page: plain semantic HTML, looked after by the page's style sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from nongcai.interfaces.papers.contents import BarChart, Heading1, Heading2, TableBlock, chinese_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nongcai.interfaces.papers.contents import Attachment, Bar, Block, NoticeContent, Run


def notice_html(content: NoticeContent) -> str:
    """Write the notice as an `article`; its title is an h2, so that the page keeps its h1."""
    attachments = [_attachment(label, each) for label, each in content.labelled_attachments]
    if content.internal:
        marks = [_line("notice-draft", "送审稿" if content.draft else ""), _line("notice-draft", "内部资料")]
        parts = [*marks, _line("notice-belongs", content.belongs_line), *attachments]
        return format_html('<article class="notice notice-internal" lang="zh-CN">{}</article>', _joined(parts))
    parts = [_head(content), _blocks(content.blocks), _foot(content), *attachments, _end_block(content)]
    return format_html('<article class="notice" lang="zh-CN">{}</article>', _joined(parts))


def _head(content: NoticeContent) -> SafeString:
    draft = "送审稿" if content.draft else ""
    corner = (content.copy_no, content.secrecy, content.urgency)
    parts = [
        _line("notice-draft", draft),
        *(_line("notice-corner", text) for text in corner),
        _line("notice-mark", content.mark),
        _line("notice-number", content.number),
        format_html('<h2 class="notice-title">{}</h2>', content.title),
        _line("notice-addressees", content.address_line),
    ]
    return format_html("<header>{}</header>", _joined(parts))


def _foot(content: NoticeContent) -> SafeString:
    notes = format_html_join("", "<li>{}</li>", ((note,) for note in content.attachment_notes))
    listed = format_html('<div class="notice-attachments"><p>附件：</p><ul>{}</ul></div>', notes) if notes else ""
    day = content.date
    date = (
        format_html('<p class="notice-date"><time datetime="{}">{}</time></p>', day.isoformat(), chinese_date(day))
        if day
        else ""
    )
    return _joined(
        [
            listed,
            _line("notice-signer", content.signer),
            date,
            _line("notice-footnote", content.footnote_line),
        ]
    )


def _end_block(content: NoticeContent) -> SafeString:
    parts = [("notice-copies", content.copies_line), ("notice-printer", content.printed_by)]
    parts.append(("notice-printed-on", content.printed_on_line))
    lines = _joined(_line(name, text) for name, text in parts)
    return format_html('<footer class="notice-end">{}</footer>', lines) if lines else mark_safe("")


def _attachment(label: str, attachment: Attachment) -> SafeString:
    return format_html(
        '<section class="notice-attachment"><p class="notice-label">{}</p><h2 class="notice-title">{}</h2>{}</section>',
        label,
        attachment.title,
        _blocks(attachment.blocks),
    )


def _blocks(blocks: Iterable[Block]) -> SafeString:
    return _joined(_block(block) for block in blocks)


def _block(block: Block) -> SafeString:
    if isinstance(block, TableBlock):
        return _table(block)
    if isinstance(block, BarChart):
        return _chart(block)
    if isinstance(block, Heading1):
        return format_html("<h3>{}</h3>", block.text)
    if isinstance(block, Heading2):
        return format_html("<h4>{}</h4>", block.text)
    return format_html("<p>{}</p>", _joined(_run(each) for each in block.runs))


def _run(run: Run) -> SafeString:
    if run.figure_key is None:
        return format_html("{}", run.text)
    return format_html('<data class="figure" value="{}" data-key="{}">{}</data>', run.text, run.figure_key, run.text)


def _table(table: TableBlock) -> SafeString:
    aligns = [column.align for column in table.columns]
    unit = format_html('<span class="notice-unit">{}</span>', table.unit_note) if table.unit_note else ""
    head = format_html_join(
        "", '<th scope="col" class="is-{}">{}</th>', ((each.align, each.label) for each in table.columns)
    )
    rows = ((format_html_join("", '<td class="is-{}">{}</td>', zip(aligns, row, strict=True)),) for row in table.rows)
    return format_html(
        '<div class="notice-table" role="region" aria-label="{}" tabindex="0"><table><caption>{}{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        table.caption or "表格",
        table.caption,
        unit,
        head,
        format_html_join("", "<tr>{}</tr>", rows),
    )


def _chart(chart: BarChart) -> SafeString:
    bars = _joined(_bar(bar, chart.largest) for bar in chart.bars)
    return format_html(
        '<figure class="notice-chart"><figcaption>{}</figcaption><ul>{}</ul></figure>', chart.heading, bars
    )


def _bar(bar: Bar, largest: float) -> SafeString:
    # a meter needs no style of its own, which the content security policy would refuse
    return format_html(
        '<li><span class="notice-bar-label">{}</span><meter min="0" max="{}" value="{}" aria-label="{}">'
        '{}</meter><span class="notice-bar-value">{}</span></li>',
        bar.label,
        str(largest or 1.0),
        str(max(float(bar.value), 0.0)),
        bar.label,
        bar.shown,
        bar.shown,
    )


def _line(name: str, text: str) -> SafeString | str:
    return format_html('<p class="{}">{}</p>', name, text) if text else ""


def _joined(parts: Iterable[SafeString | str]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
