"""What of numpy and scikit-learn gives other results on each run unless it is given a seed.

Source: scikit-learn 1.9.1 on 2026-11-26: the signatures, and for estimators two thousand fits with default settings
under four global seeds; estimators whose predictions did not differ (logistic regression, SVC, PCA, one decision tree)
are left out. ExtraTrees and random projections differ by construction.

Checked on 2026-11-26.
"""

from repoaudit.typing import Final

FUNCTIONS: Final = frozenset(
    "make_biclusters make_blobs make_checkerboard make_circles make_classification make_friedman1 make_friedman2 "
    "make_friedman3 make_gaussian_quantiles make_hastie_10_2 make_low_rank_matrix make_moons "
    "make_multilabel_classification make_regression make_s_curve make_sparse_coded_signal make_sparse_spd_matrix "
    "make_sparse_uncorrelated make_spd_matrix make_swiss_roll train_test_split resample "
    "ShuffleSplit StratifiedShuffleSplit GroupShuffleSplit RepeatedKFold RepeatedStratifiedKFold RandomizedSearchCV "
    "ParameterSampler "
    "AdaBoostRegressor BaggingClassifier BaggingRegressor BernoulliRBM BisectingKMeans DictionaryLearning "
    "EllipticEnvelope ExtraTreesClassifier ExtraTreesRegressor FastICA GaussianRandomProjection "
    "GradientBoostingClassifier IsolationForest KMeans LatentDirichletAllocation LinearSVR MDS MLPClassifier "
    "MLPRegressor MiniBatchKMeans MiniBatchSparsePCA Nystroem PassiveAggressiveClassifier PassiveAggressiveRegressor "
    "PolynomialCountSketch RANSACRegressor RBFSampler RandomForestClassifier RandomForestRegressor "
    "RandomTreesEmbedding SGDClassifier SGDOneClassSVM SGDRegressor SkewedChi2Sampler SparseRandomProjection "
    "SpectralClustering TheilSenRegressor".split()
)
"""Functions and classes of scikit-learn that draw from the global generator without ``random_state``."""

SHUFFLING: Final = frozenset({"KFold", "StratifiedKFold", "GroupKFold", "StratifiedGroupKFold"})
"""Classes of scikit-learn that do so only with ``shuffle=True``."""

NUMPY: Final = frozenset(
    "rand randn randint random random_sample random_integers ranf sample bytes normal standard_normal uniform choice "
    "permutation shuffle beta binomial chisquare dirichlet exponential f gamma geometric gumbel hypergeometric laplace "
    "logistic lognormal logseries multinomial multivariate_normal negative_binomial noncentral_chisquare noncentral_f "
    "pareto poisson power rayleigh standard_cauchy standard_exponential standard_gamma standard_t triangular vonmises "
    "wald weibull zipf".split()
)
"""Functions of ``numpy.random`` that draw from its global generator."""

GENERATORS: Final = frozenset({"default_rng", "RandomState", "SeedSequence"})
"""Functions and classes of ``numpy.random`` that take fresh entropy without a seed."""

SEEDING: Final = (
    *(
        ".seed(",
        "PYTHONHASHSEED",
        "fix_random",
        "manual_seed",
        "random_seed",
        "seed_all",
        "seed_everything",
        "set_seed",
    ),
    *("init_seed", "reset_seed", "set_all_seeds", "set_global_seed", "setup_seed"),
)
"""Texts each of which shows that something seeds a global generator."""

SEEDING_CALLS: Final = r"fix_seeds?\b|\b(?:set|fix|init|reset|setup)_\w{0,60}seed\w{0,60}\("
"""The same of names that people make up; each holds ``seed``."""

SEEDING_BLOCKS: Final = r"\bwith[ \t]+[\w.]*(?:RNG|[Rr]andom|[Ss]eed)\w*\([ \t]*(?:\w+[ \t]*=[ \t]*)?\d+[ \t]*\)"
"""Blocks that do, as ``with NumpyRNGContext(12345):`` does: their names say so, and they are given a number."""

PLUGINS: Final = frozenset({"pytest-randomly", "pytest-seed", "pytest-reproduce"})
"""Plugins that seed the global generators before each test."""
