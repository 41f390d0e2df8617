"""The API door: `/api/v1`, typed, with an OpenAPI document."""

from ninja import NinjaAPI

from nongcai.interfaces.api import errors
from nongcai.interfaces.api.auth import session
from nongcai.interfaces.api.v1 import (
    accounts,
    assessments,
    assigning,
    contacts,
    earlier,
    filing_scans,
    filing_tables,
    filings,
    goods,
    goods_categories,
    goods_offers,
    goods_words,
    hall,
    imports,
    lines,
    me,
    notices,
    organisations,
    posts,
    prices,
    region_reports,
    reorganisations,
    ruling,
    share_tables,
    sharing,
    supplier_papers,
    suppliers,
    targets,
    transactions,
    urging,
    webhooks,
)

api = NinjaAPI(
    title="农采 API",
    version="1",
    description="What the pages show and do, by the same services, within one's own subtree. "
    "A POST may bear an `Idempotency-Key`: made again with it, it is answered again and not done again.",
    urls_namespace="api",
    auth=session,
    # The documentation page loads scripts from elsewhere, which the content policy forbids.
    docs_url=None,
)
errors.install(api)
for area in (
    me,
    accounts,
    posts,
    assigning,
    organisations,
    assessments,
    contacts,
    earlier,
    lines,
    transactions,
    filing_scans,
    filing_tables,
    filings,
    sharing,
    imports,
    notices,
    ruling,
    targets,
    region_reports,
    share_tables,
    reorganisations,
    supplier_papers,
    suppliers,
    goods_categories,
    goods,
    goods_offers,
    goods_words,
    prices,
    hall,
    webhooks,
    urging,
):
    api.add_router("", area.router)
