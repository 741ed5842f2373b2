from collections.abc import Iterator

from repoaudit.api import Finding, Severity, TrainingScript, rule


@rule(TrainingScript, code="MLR006", severity=Severity.INFO, default=False, lesson="S3")
def unseeded_training(script: TrainingScript) -> Iterator[Finding]:
    """A script trains a model, and nothing in the repository fixes random numbers.

    Two runs then give two models, and nobody can tell a better idea from better luck. One word of a seed or of
    `random_state` in any source or settings of the repository is enough for silence.
    """
    yield Finding(
        script.place,
        "this training gives another model on each run: set the seed of the libraries it uses, and pass `random_state` "
        "to what takes one",
    )
