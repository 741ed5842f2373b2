from collections.abc import Iterator

from repoaudit.api import Applicability, DeprecatedLicense, Finding, Related, Severity, rule


@rule(DeprecatedLicense, code="PKG007", severity=Severity.WARNING, fix=Applicability.UNSAFE, lesson="+")
def deprecated_license(license: DeprecatedLicense) -> Iterator[Finding]:  # noqa: A002  # what it is
    """The licence is a table or a `License ::` classifier, which PEP 639 replaced by an SPDX expression.

    Tools that check licences read the expression, which is exact: `BSD License` is any of a dozen licences. setuptools
    warns of the old forms since version 77, and ends the table on 2027-02-18.

    The fix writes the expression, takes the classifiers out, and asks for a backend that knows it. It is unsafe,
    because it raises the version of the build backend. There is none where the old form does not tell the licence, or
    the file of the licence holds another one than the classifiers say.
    Silent where the backend is not known or too old, does not run on every Python that the project asks for, or where a
    comment says why the licence waits.
    """
    form = "a table as `license`" if license.is_table else "a `License ::` classifier"
    yield Finding(
        license.place,
        f"{form} is deprecated by PEP 639: {_advice(license)}",
        license.correction,
        related=tuple(Related(place, "to be removed with it") for place in license.others),
    )


def _advice(deprecated: DeprecatedLicense) -> str:
    if deprecated.stated:
        return f'`license = "{deprecated.stated}"` says it: remove it'
    if deprecated.expression:
        return f'write `license = "{deprecated.expression}"`'
    if deprecated.contradiction:
        file, held, said = deprecated.contradiction
        return f"write an SPDX expression, but first settle which: `{file}` holds {held}, and a classifier says {said}"
    return "write an SPDX expression, such as `BSD-3-Clause` or `LicenseRef-Proprietary`"
