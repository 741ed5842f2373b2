from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, MlNaming, Related, Severity, rule


@rule(MlNaming, code="LNT001", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="P3")
def ml_naming_not_ignored(naming: MlNaming) -> Iterator[Finding]:
    """ruff forbids the names of matrices, such as `X` and `X_train`, in a project of machine learning.

    N803 (arguments) and N806 (variables) ask for lower case, while scikit-learn's own interface and the literature say
    `X`. Ignoring counts wherever ruff reads it: `ignore`, `extend-ignore`, `per-file-ignores` that cover the source,
    `pep8-naming.ignore-names`, in both spellings. The more specific selector wins, so `ignore = ["N"]` does not silence
    `select = ["N803"]`; a selector on a command line overrides the `ignore` of the file (tried with ruff 0.17.6).

    The fix adds the codes to `ignore`. It is safe, because it only takes reports away; where a comment suppresses one
    of the codes and RUF100 is on, it is unsafe, because ruff then reports the comment as unused.
    """
    first, *others = naming.places
    codes = " and ".join(f"`{code}`" for code in naming.codes)
    selector = naming.selector.text
    both = len(naming.codes) > 1
    cause = f"`{selector}` turns on {codes}, which {'forbid' if both else 'forbids'}"
    yield Finding(
        first,
        f"{cause if selector != naming.codes[-1] else f'`{selector}` forbids'} names that ML code uses, such as `X` and"
        f" `X_train`: ignore {'both' if both else 'it'}",
        naming.silenced,
        tuple(Related(place, "this selector turns on the other one") for place in others),
    )
