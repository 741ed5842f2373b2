"""Settings of pylint and of its own extensions; other plugins add theirs. The names of sections mean nothing to it.

Source: the options in the sources of 24 releases from 2.0 to 4.1.4, the last of each minor version, and ``pylint
--generate-toml-config`` of 4.1.4, on 2026-11-26.

Checked on 2026-11-26.
"""

from repoaudit.typing import Final

OLDEST: Final = "2.0"
NEWEST: Final = "4.1.4"

TABLE: Final = """
*: any: accept-no-param-doc accept-no-raise-doc accept-no-return-doc accept-no-yields-doc additional-builtins
    allow-any-import-level>=2.4 allow-global-unused-variables allow-reexport-from-package>=2.16
    allow-wildcard-with-all allowed-redefined-builtins>=2.7 analyse-fallback-blocks argument-naming-style
    argument-rgx attr-naming-style attr-rgx bad-functions bad-names bad-names-rgxs>=2.5 callbacks
    check-fixme-in-docstring>=4.0 check-protected-access-in-special-methods>=2.7 check-quote-consistency>=2.5
    check-str-concat-over-line-jumps>=2.3 class-attribute-naming-style class-attribute-rgx class-const-naming-style
    class-const-rgx class-naming-style class-rgx clear-cache-post-run>=2.16 confidence const-naming-style const-rgx
    contextmanager-decorators default-docstring-type>=2.1 defining-attr-methods deprecated-modules disable
    docstring-min-length dummy-variables-rgx enable enable-all-extensions>=2.12 errors-only evaluation
    exclude-protected exclude-too-few-public-methods>=2.12 exit-zero expected-line-ending-format ext-import-graph
    extension-pkg-allow-list>=2.7 extension-pkg-whitelist fail-on>=2.9 fail-under>=2.5 files>=4.1 from-stdin
    function-naming-style function-rgx generated-members good-dunder-names>=2.16 good-names good-names-rgxs>=2.5
    ignore ignore-comments ignore-docstrings ignore-imports ignore-long-lines ignore-mixin-members ignore-none
    ignore-on-opaque-inference ignore-paths>=2.9 ignore-pattern-in-long-lines>=4.1 ignore-patterns
    ignore-signatures>=2.9 ignored-argument-names ignored-checks-for-mixins>=2.14 ignored-classes ignored-modules
    ignored-parents>=2.10 import-graph include-naming-hint indent-after-paren indent-string init-hook init-import
    inlinevar-naming-style inlinevar-rgx int-import-graph jobs known-first-party>=4.1
    known-side-effects-only-functions>=4.1 known-standard-library known-third-party limit-inference-results
    load-plugins logging-format-style>=2.2 logging-modules max-args max-attributes max-bool-expr max-branches
    max-complexity max-line-length max-line-length-suggestions>=2.11 max-locals max-module-lines max-nested-blocks
    max-parents max-positional-arguments>=3.3 max-public-methods max-returns max-spelling-suggestions max-statements
    max-try-statements>=2.4 method-naming-style method-rgx min-public-methods min-similarity-lines
    missing-member-hint missing-member-hint-distance missing-member-max-choices mixin-class-rgx>=2.12
    module-naming-style module-rgx msg-template name-group never-returning-functions no-docstring-rgx
    no-space-check<2.6.2 notes notes-rgx>=2.5 output-format output>=2.8 overgeneral-exceptions paramspec-rgx
    persistent prefer-stubs>=3.2 preferred-modules>=2.4 property-classes py-version>=2.8 py3k<2.11.1 rcfile
    recursive>=2.13 redefining-builtins-modules reports runtime-typing>=2.8 score signature-mutators>=2.4
    single-line-class-stmt single-line-if-stmt source-roots>=2.17 spelling-dict
    spelling-ignore-comment-directives>=2.8 spelling-ignore-words spelling-private-dict-file
    spelling-store-unknown-words suggest-join-with-non-empty-separator>=3.1 suggestion-mode<4.0.10
    timeout-methods>=2.15 typealias-rgx typevar-rgx typevartuple-rgx unsafe-load-any-extension
    valid-classmethod-first-arg valid-magic-values>=2.16 valid-metaclass-classmethod-first-arg variable-naming-style
    variable-rgx verbose
"""
