"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, InvalidError, NotFoundError
from nongcai.foundation.texts import N_


class UnknownRegionError(NotFoundError):
    """No division or zone has this code."""

    code = "unknown_region"
    message = N_("没有区划代码“{what}”，请核对是否为6位现行代码；开发区等功能区请在导入时先确认。")


class UnknownPrefixError(InvalidError):
    """A zone's code begins like no prefecture."""

    code = "unknown_prefix"
    message = N_("代码“{region_code}”的前四位不属于任何已知的市州，不能作为功能区登记，请核对区划代码。")


class RegionExistsError(ConflictError):
    """The code belongs to another region already."""

    code = "region_exists"
    message = N_("代码“{region_code}”已是“{name}”，不能再登记为功能区，请改用该区划或更换代码。")
