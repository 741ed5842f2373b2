"""The libraries whose use makes a project one of machine learning.

Source: the classifiers and descriptions on PyPI, and the imports of the repositories that the rules were tried on,
2026-11-23. Tools that only handle arrays and tables (numpy, pandas, polars, scipy) are no sign of it.

Checked on 2026-11-23.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

MODULES: Final[Mapping[str, str]] = {
    "accelerate": "accelerate",
    "autogluon": "autogluon",
    "bentoml": "bentoml",
    "catboost": "catboost",
    "datasets": "datasets",
    "deepspeed": "deepspeed",
    "diffusers": "diffusers",
    "fastai": "fastai",
    "feature-engine": "feature_engine",
    "flax": "flax",
    "gensim": "gensim",
    "hdbscan": "hdbscan",
    "imbalanced-learn": "imblearn",
    "jax": "jax",
    "keras": "keras",
    "lightgbm": "lightgbm",
    "lightning": "lightning",
    "mlflow": "mlflow",
    "mlxtend": "mlxtend",
    "nannyml": "nannyml",
    "onnxruntime": "onnxruntime",
    "optuna": "optuna",
    "peft": "peft",
    "prophet": "prophet",
    "pytorch-ignite": "ignite",
    "pytorch-lightning": "pytorch_lightning",
    "ray": "ray",
    "scikit-learn": "sklearn",
    "sentence-transformers": "sentence_transformers",
    "shap": "shap",
    "skorch": "skorch",
    "sktime": "sktime",
    "spacy": "spacy",
    "stable-baselines3": "stable_baselines3",
    "statsmodels": "statsmodels",
    "tensorflow": "tensorflow",
    "timm": "timm",
    "torch": "torch",
    "torchmetrics": "torchmetrics",
    "torchvision": "torchvision",
    "transformers": "transformers",
    "ultralytics": "ultralytics",
    "umap-learn": "umap",
    "vllm": "vllm",
    "xgboost": "xgboost",
}
"""Distribution → the module that it installs."""

ALIASES: Final[Mapping[str, str]] = {
    "intel-tensorflow": "tensorflow",
    "py-xgboost": "xgboost",
    "pytorch": "torch",
    "sklearn": "scikit-learn",
    "tensorflow-cpu": "tensorflow",
    "tensorflow-gpu": "tensorflow",
    "tensorflow-intel": "tensorflow",
    "tensorflow-macos": "tensorflow",
    "tf-nightly": "tensorflow",
    "xgboost-cpu": "xgboost",
}
"""Other names of the same libraries, those of conda among them."""
