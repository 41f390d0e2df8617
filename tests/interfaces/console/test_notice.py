"""The command that writes a notice as files."""

from __future__ import annotations

from zipfile import ZipFile

import pytest
from django.core.management import call_command

from nongcai.domain.documents.queries import documents_of
from nongcai.domain.notices import queries as notices
from nongcai.domain.notices.errors import YearWithoutDataError
from nongcai.domain.notices.models import Notice
from nongcai.interfaces.console.errors import ConsoleError
from nongcai.interfaces.papers import composing
from tests.cast import CITY, YEAR

pytestmark = pytest.mark.skipif(
    not composing.fonts().usable, reason="no Chinese typeface here: `make setup` puts some there"
)


def write(folder, *options, year=YEAR):
    call_command("notice", CITY, str(year), "--out", str(folder), *options)


class TestNotice:
    def test_leaves_a_draft_that_nobody_answers_for(self, cast, tmp_path):
        write(tmp_path)
        write(tmp_path, "--overwrite")

        drafted = Notice.objects.get()
        assert (drafted.created_by, notices.steps_of(drafted).first().words) == (None, "由系统命令生成")

    def test_names_who_answers_for_the_draft(self, cast, tmp_path):
        for _time in range(2):
            write(tmp_path, "--as", "city_finance", "--overwrite")

        assert Notice.objects.get().created_by_id == cast.users["city_finance"].pk

    @pytest.mark.parametrize("username", ["unit", "district_finance", "auditor", "nobody"])
    def test_lets_nobody_of_elsewhere_answer_for_it(self, cast, tmp_path, username):
        with pytest.raises(ConsoleError, match=f"“{username}”不是郑州市财政局的经办人员"):
            write(tmp_path, "--as", username)

        assert not Notice.objects.exists()

    def test_leaves_other_files_of_these_names_alone(self, cast, tmp_path):
        (tmp_path / "notice.pdf").write_bytes(b"mine")

        with pytest.raises(ConsoleError, match=r"已有notice\.pdf.*--overwrite"):
            write(tmp_path)

        assert (tmp_path / "notice.pdf").read_bytes() == b"mine"
        assert not Notice.objects.exists()

    def test_takes_away_former_internal_attachments_with_the_rest(self, cast, tmp_path):
        (tmp_path / "internal.pdf").write_bytes(b"old")

        write(tmp_path, "--overwrite")

        assert (tmp_path / "internal.pdf").read_bytes().startswith(b"%PDF")

    def test_is_kept_on_record_with_whoever_asked(self, cast, tmp_path):
        write(tmp_path, "--as", "city_finance")

        kept = documents_of(f"export:notice:{Notice.objects.get().pk}")
        assert {path.read_bytes() for path in tmp_path.iterdir()} == {one.path.read_bytes() for one in kept}
        assert all("（用途：命令行导出）" in one.name for one in kept)
        assert {one.stored_by_id for one in kept} == {cast.users["city_finance"].pk}

    def test_marks_internal_attachments_with_whoever_asked(self, cast, tmp_path):
        write(tmp_path, "--as", "city_finance")

        headers = ZipFile(tmp_path / "internal.docx")
        parts = "".join(headers.read(name).decode() for name in headers.namelist() if name.endswith(".xml"))
        assert f"郑州市财政局 {cast.actor('city_finance').label}" in parts

    def test_refuses_a_year_without_data(self, cast, tmp_path):
        with pytest.raises(YearWithoutDataError, match="2021年度还没有预算单位名录"):
            write(tmp_path, year=2021)
