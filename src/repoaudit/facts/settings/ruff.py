"""Settings of ruff.

Source: eighteen releases from 0.0.292 to 0.17.6, the last of each minor version, each given every key of any of them,
and 0.17.6 given every key with values of every type, on 2026-11-26.

Checked on 2026-11-26.
"""

from repoaudit.typing import Final

OLDEST: Final = "0.0.292"
NEWEST: Final = "0.17.6"

TABLE: Final = """
-: bool: explicit-preview-rules fix fix-only force-exclude ignore-init-module-imports output-prefer-rule-codes>=0.16
    preview respect-gitignore show-fixes show-source<0.5.7=output-format unsafe-fixes>=0.1
-: choice: output-format required-version
-: int: indent-width>=0.1 line-length tab-size<0.7.4=indent-width
-: table: extension per-file-target-version>=0.9
-: target: target-version
-: text: cache-dir dummy-variable-rgx extend
-: texts: allowed-confusables allowed-unused-imports>=0.6<0.7.4 builtins exclude extend-exclude extend-fixable
    extend-ignore extend-include extend-safe-fixes>=0.1 extend-select extend-unfixable extend-unsafe-fixes>=0.1
    external fixable ignore include logger-objects namespace-packages select src task-tags typing-modules unfixable
-, lint: lists: extend-per-file-ignores per-file-ignores
analyze: bool: detect-string-imports>=0.6 preview>=0.6 type-checking-imports>=0.14
analyze: choice: direction>=0.6
analyze: int: string-imports-min-dots>=0.12
analyze: lists: include-dependencies>=0.6
analyze: texts: exclude>=0.6
flake8-annotations, lint.flake8-annotations: bool: allow-star-arg-any ignore-fully-untyped mypy-init-return
    suppress-dummy-args suppress-none-returning
flake8-bandit, lint.flake8-bandit: bool: check-typed-exception
flake8-bandit, lint.flake8-bandit: texts: allowed-markup-calls>=0.10 extend-markup-names>=0.10
    hardcoded-tmp-directory hardcoded-tmp-directory-extend
flake8-boolean-trap, lint.flake8-boolean-trap: texts: extend-allowed-calls>=0.3
flake8-bugbear, lint.flake8-bugbear: texts: extend-immutable-calls
flake8-builtins, lint.flake8-builtins: bool: builtins-strict-checking>=0.9 strict-checking>=0.10
flake8-builtins, lint.flake8-builtins: texts: allowed-modules>=0.10 builtins-allowed-modules>=0.5
    builtins-ignorelist ignorelist>=0.10
flake8-comprehensions, lint.flake8-comprehensions: bool: allow-dict-calls-with-keyword-arguments
flake8-copyright, lint.flake8-copyright: int: min-file-size
flake8-copyright, lint.flake8-copyright: text: author notice-rgx
flake8-errmsg, lint.flake8-errmsg: int: max-string-length
flake8-gettext, lint.flake8-gettext: texts: extend-function-names function-names
flake8-implicit-str-concat, lint.flake8-implicit-str-concat: bool: allow-multiline
flake8-import-conventions, lint.flake8-import-conventions: lists: banned-aliases
flake8-import-conventions, lint.flake8-import-conventions: map: aliases extend-aliases
flake8-import-conventions, lint.flake8-import-conventions: texts: banned-from
flake8-pytest-style, lint.flake8-pytest-style: bool: fixture-parentheses mark-parentheses
flake8-pytest-style, lint.flake8-pytest-style: choice: parametrize-names-type parametrize-values-row-type
    parametrize-values-type
flake8-pytest-style, lint.flake8-pytest-style: texts: raises-extend-require-match-for raises-require-match-for
    warns-extend-require-match-for>=0.9 warns-require-match-for>=0.9
flake8-quotes, lint.flake8-quotes: bool: avoid-escape
flake8-quotes, lint.flake8-quotes: choice: docstring-quotes inline-quotes multiline-quotes
flake8-self, lint.flake8-self: texts: extend-ignore-names ignore-names
flake8-tidy-imports, lint.flake8-tidy-imports: any: ban-lazy>=0.15 require-lazy>=0.15
flake8-tidy-imports, lint.flake8-tidy-imports: choice: ban-relative-imports
flake8-tidy-imports, lint.flake8-tidy-imports: table: banned-api extend-banned-api>=0.16
flake8-tidy-imports, lint.flake8-tidy-imports: texts: banned-module-level-imports
flake8-type-checking, lint.flake8-type-checking: any: runtime-evaluated-base-classes runtime-evaluated-decorators
flake8-type-checking, lint.flake8-type-checking: bool: quote-annotations>=0.1 strict
flake8-type-checking, lint.flake8-type-checking: texts: exempt-modules
flake8-unused-arguments, lint.flake8-unused-arguments: bool: ignore-variadic-names
format: bool: docstring-code-format preview skip-magic-trailing-comma
format: choice: indent-style line-ending nested-string-quote-style quote-style
format: int|text: docstring-code-line-length
format: texts: exclude
isort, lint.isort: bool: case-sensitive combine-as-imports detect-same-package force-single-line
    force-sort-within-sections force-wrap-aliases from-first>=0.1 length-sort-straight>=0.1 length-sort>=0.1
    no-sections>=0.1 order-by-type split-on-trailing-comma
isort, lint.isort: choice: relative-imports-order
isort, lint.isort: int: lines-after-imports lines-between-types
isort, lint.isort: lists: sections
isort, lint.isort: map: import-heading>=0.15
isort, lint.isort: text: default-section>=0.3
isort, lint.isort: texts: classes constants extra-standard-library force-to-top forced-separate known-first-party
    known-local-folder known-third-party no-lines-before required-imports section-order single-line-exclusions
    variables
lint: bool: explicit-preview-rules future-annotations>=0.12 ignore-init-module-imports preview>=0.1
    typing-extensions>=0.11
lint: text: dummy-variable-rgx
lint: texts: allowed-confusables allowed-unused-imports>=0.6<0.7.4 exclude>=0.1 extend-fixable extend-ignore
    extend-safe-fixes>=0.1 extend-select extend-unfixable extend-unsafe-fixes>=0.1 external fixable ignore
    logger-objects select task-tags typing-modules unfixable
lint.mccabe, mccabe: int: max-complexity
lint.pep8-naming, pep8-naming: texts: classmethod-decorators extend-ignore-names ignore-names
    staticmethod-decorators
lint.pycodestyle, pycodestyle: bool: ignore-overlong-task-comments
lint.pycodestyle, pycodestyle: int: max-doc-length max-line-length>=0.1
lint.pydoclint: bool: ignore-one-line-docstrings>=0.9
lint.pydocstyle, pydocstyle: bool: ignore-var-parameters>=0.8
lint.pydocstyle, pydocstyle: choice: convention
lint.pydocstyle, pydocstyle: texts: ignore-decorators property-decorators
lint.pyflakes, pyflakes: texts: allowed-unused-imports>=0.6 extend-generics
lint.pylint, pylint: int: max-args max-bool-expr>=0.1 max-branches max-locals>=0.1 max-nested-blocks>=0.1
    max-positional-args>=0.1 max-public-methods max-returns max-statements max-statements-in-try>=0.15
lint.pylint, pylint: list: allow-magic-values>=0.17 extend-allow-magic-values>=0.17
lint.pylint, pylint: texts: allow-dunder-method-names>=0.1 allow-magic-value-types
lint.pyupgrade, pyupgrade: bool: keep-runtime-typing
lint.ruff: bool: parenthesize-tuple-in-subscript>=0.5 strictly-empty-init-modules>=0.14
lint.ruff: texts: allowed-markup-calls>=0.8 extend-markup-names>=0.7
"""
