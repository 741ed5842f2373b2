"""What tools of machine learning leave behind where they run, and files of data and models.

Source: hydra-core 1.3, wandb 0.31.0 and mlflow 3.17.2 run in an empty folder on 2026-11-26 (mlflow keeps parameters in
`mlflow.db`, but artifacts and models in `mlruns`); Lightning's documentation of `default_root_dir`; the formats' own
documentation for the suffixes.

Checked on 2026-11-26.
"""

from repoaudit.record import NamedTuple
from repoaudit.typing import Final


class RunTool(NamedTuple):
    """A tool that writes into a folder where it runs.

    ``packages`` install it, ``use`` is what source says that writes there, ``elsewhere`` what may send it elsewhere.
    """

    name: str
    packages: tuple[str, ...]
    folder: str
    use: str
    elsewhere: str


RUN_TOOLS: Final = (
    RunTool(
        "wandb",
        ("wandb",),
        "wandb",
        r"\bwandb\.init\(|\bWandbLogger\(",
        r"WANDB_DIR|WANDB_MODE|wandb\.init\([^)]{0,500}\bdir\s*=|save_dir|mode\s*=\s*[\"'](?:disabled|online)",
    ),
    RunTool(
        "mlflow",
        ("mlflow",),
        "mlruns",
        r"\bmlflow\.(?:\w+\.)?(?:autolog|log_(?:artifacts?|model|figure|dict|text|table|image))\(",
        r"tracking_uri|TRACKING_URI|backend-store-uri|artifact[-_]root|artifact_location|MLFLOW_",
    ),
    RunTool(
        "Lightning",
        ("lightning", "pytorch-lightning"),
        "lightning_logs",
        r"\b(?:pl\.|L\.|lightning\.)?Trainer\(|\bLightningCLI\(",
        r"default_root_dir|logger|save_dir|Logger",
    ),
    RunTool(
        "hydra",
        ("hydra-core",),
        "outputs",
        r"@hydra\.main\(",
        r"hydra\.(?:run|sweep|job|output)|hydra[:/]|\bsweep:|output_subdir",
    ),
)

RUN_FOLDERS: Final = (
    r"(?m)(?:(?:^|/)(?P<mlflow>mlruns)/[^/\n]+/meta\.yaml$|(?:^|/)(?P<wandb>wandb)/(?:offline-)?run-[^/\n]+/|"
    r"(?:^|/)(?P<lightning>lightning_logs)/version_\d+/|(?:^|/)(?P<jupyter>\.ipynb_checkpoints)/[^/\n]+\.ipynb$|"
    r"(?:^|/)(?P<hydra>outputs|multirun)/\d{4}-\d\d-\d\d/\d\d-\d\d-\d\d/(?:\d+/)?\.hydra/)"
)
"""Paths that only a run makes, with the name of the folder that all runs share."""

RUN_SIGNS: Final = ("mlruns/", "wandb/", "lightning_logs/", ".ipynb_checkpoints/", "/.hydra/")
"""What such a path holds at least."""

RUN_NAMES: Final = {
    "mlflow": "mlflow",
    "wandb": "wandb",
    "lightning": "Lightning",
    "jupyter": "Jupyter",
    "hydra": "hydra",
}

BINARY: Final = (
    r"(?im)\.(?:pkl|pickle|pt|pth|ckpt|onnx|h5|hdf5|keras|tflite|joblib|parquet|feather|arrow|npy|npz|safetensors|"
    r"gguf|ggml|mlmodel|pdparams|caffemodel|cbm|ubj)(?:\.(?:gz|bz2|xz|zst))?$"
)
"""Paths of models and of data that no text tool can compare."""

LARGE: Final = 1_000_000
"""Bytes above which such a file does not belong in git."""

NOTEBOOK_CLEANERS: Final = frozenset(
    "nbstripout nbdev_clean nbdev-clean nb-clean nb-strip databooks jupyter-nb-clear-output nbconvert nb-clear-output "
    "jupyter-notebook-cleanup notebook-clean strip-notebook-output".split()
)
"""Ids of hooks and programs that take the outputs out of notebooks."""

TRAINS: Final = (
    r"\.backward\(\)|\btrainer\.(?:fit|train)\(|\bmodel\.fit\(|\b(?:clf|classifier|regressor|estimator|pipeline)\.fit\(|"
    r"\b(?:lgb|lightgbm|xgb|xgboost)\.train\("
)
"""What source says that fits a model."""

SEEDS: Final = r"seed|random_state|deterministic|PRNGKey"
"""What source or settings say that fix random numbers."""
