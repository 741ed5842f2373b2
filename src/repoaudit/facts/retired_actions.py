"""Actions that GitHub no longer runs, and workflow commands that it removed.

A job that uses one of these versions fails when it is set up, before its first step: "This request has been
automatically failed because it uses a deprecated version of `actions/upload-artifact: v3`". That holds for exact
versions and for commits, too (issues of ipfs/ipfs-companion #1329, kumahq/kuma-gui #3998). GitHub Enterprise Server
runs them still.

Source: GitHub's changelog (addresses below), the READMEs of the actions, and their `action.yml` and tags, read on
2026-11-26. `::set-output` and `::save-state` are deprecated, and run: GitHub put off their removal on 2023-07-24.

Checked on 2026-11-26.
"""

from collections.abc import Mapping

from repoaudit.record import NamedTuple
from repoaudit.typing import Final

_BLOG: Final = "https://github.blog/changelog/"


class RetiredVersions(NamedTuple):
    """Versions of an action: from one (included) to another (excluded), the date from which they fail, the source.

    A tag such as ``v3`` moves with the newest release of its series, so it counts as later than each of them.
    """

    since: tuple[int, ...]
    until: tuple[int, ...]
    date: str
    source: str


_ARTIFACTS_1: Final = RetiredVersions(
    (0,), (3,), "2024-06-30", f"{_BLOG}2024-02-13-deprecation-notice-v1-and-v2-of-the-artifact-actions/"
)
_ARTIFACTS_3: Final = RetiredVersions(
    (3,), (4,), "2025-01-30", f"{_BLOG}2024-04-16-deprecation-notice-v3-of-the-artifact-actions/"
)
_CACHE: Final = f"{_BLOG}2024-12-05-notice-of-upcoming-releases-and-breaking-changes-for-github-actions/"
_PAGES: Final = (
    f"{_BLOG}2024-12-05-deprecation-notice-github-pages-actions-to-require-artifacts-actions-v4-on-github-com/"
)
_CACHES: Final = (
    RetiredVersions((0,), (3, 4), "2025-03-01", _CACHE),
    RetiredVersions((4,), (4, 2), "2025-03-01", _CACHE),
)

RETIRED: Final[Mapping[str, tuple[RetiredVersions, ...]]] = {
    "actions/upload-artifact": (_ARTIFACTS_1, _ARTIFACTS_3),
    "actions/download-artifact": (_ARTIFACTS_1, _ARTIFACTS_3),
    "actions/cache": _CACHES,
    "actions/cache/restore": _CACHES,
    "actions/cache/save": _CACHES,
    "actions/upload-pages-artifact": (RetiredVersions((1, 0, 8), (3,), "2025-01-30", _PAGES),),
    "actions/deploy-pages": (RetiredVersions((1,), (4,), "2025-01-30", _PAGES),),
}

SUCCESSORS: Final[Mapping[str, tuple[str, str]]] = {
    "actions/upload-artifact": ("v6", "v6.0.0"),
    "actions/download-artifact": ("v7", "v7.0.0"),
    "actions/cache": ("v5", "v5.0.5"),
    "actions/cache/restore": ("v5", "v5.0.5"),
    "actions/cache/save": ("v5", "v5.0.5"),
    "actions/upload-pages-artifact": ("v5", "v5.0.0"),
    "actions/deploy-pages": ("v5", "v5.0.0"),
}
"""The first series on Node 24, and an exact version of it; upload v6 and download v7 were released as a pair.

The fourth series would run as well, but on Node 20, which GitHub removed from its runners on 2026-09-23. What becomes
of an action that asks for it is not told: until that day it was run on Node 24
(https://github.blog/changelog/2025-09-19-deprecation-of-node-20-on-github-actions-runners/).
"""

COMMITS: Final[Mapping[str, Mapping[str, str]]] = {
    "actions/cache": {
        "e7ad80454a6127bc11c0f89f007eff9fecd8c4f7": "v0.0.1",
        "0da99ad140d4e8eb671003569d4e357fa825ff44": "v0.0.2",
        "9d8c7b4041799ff4995821122f3c4ce8934a36b7": "v1.0.0",
        "86dff562ab522d4b40945cd4cd51c5d4b4b40cbc": "v1.0.1",
        "44543250bd1b1d68b70b6e9949c2a11f5b11d990": "v1.0.2",
        "cffae9552bb9f84b9812c1ee9ea2e3c0a70a797e": "v1.0.3",
        "a505c2e7a6652a1d5727baf1c2dc5a5b2d1ecc60": "v1.1.0",
        "fe1055e9d167ff6b0247ec54ca5851b2701fe95c": "v1.1.1",
        "70655ec8323daeeaa7ef06d7c56e1b9191396cbe": "v1.1.2",
        "d9747005de0f7240e5d35a68dca96b3f41b8b340": "v1.2.0",
        "f5ce41475b483ad7581884324a6eca9f48f8dcc7": "v1.2.1",
        "b8204782bbb5f872091ecc5eb9cb7d004e35b1fa": "v2.0.0",
        "d29c1df198dd38ac88e0ae23a2881b99c2d20e68": "v2.1.0",
        "5ca27f25cb3a0babe750cad7e4fddd3e55f29e9a": "v2.1.1",
        "d1255ad9362389eac595a9ae406b8e8cb3331f16": "v2.1.2",
        "0781355a23dac32fd3bac414512f4b903437991a": "v2.1.3",
        "26968a09c0ea4f3e233fdddbafd1166051a095f6": "v2.1.4",
        "1a9e2138d905efd099035b49d8b7a3888c653ca8": "v2.1.5",
        "c64c572235d810460d0d6876e9c705ad5002b353": "v2.1.6",
        "937d24475381cd9c75ae6db12cb4e79714b926ed": "v2.1.7",
        "2b250bc32ad02700b996b496c14ac8c2840a2991": "v2.1.8",
        "4b0cf6cc4619e737324ddfcec08fff2413359514": "v3.0.0",
        "136d96b4aee02b1f0de3ba493b1d47135042d9c0": "v3.0.1",
        "48af2dc4a9e8278b89d7fa154b955c30c6aaab09": "v3.0.2",
        "30f413bfed0a2bc738fdfd409e5a9e96b24545fd": "v3.0.3",
        "c3f1317a9e7b1ef106c153ac8c0f00fed3ddbc0d": "v3.0.4",
        "0865c47f36e68161719c5b124609996bb5c40129": "v3.0.5",
        "f4278025ab0f432ce369118909e46deec636f50c": "v3.0.6",
        "a7c34adf76222e77931dedbf4a45b2e4648ced19": "v3.0.7",
        "fd5de65bc895cf536527842281bea11763fefd77": "v3.0.8",
        "ac8075791e805656e71b4ba23325ace9e3421120": "v3.0.9",
        "56461b9eb0f8438fd15c7a9968e3c9ebb18ceff1": "v3.0.10",
        "9b0c1fce7a93df8e3bb8926b0d6e9d89e92f20a7": "v3.0.11",
        "4d2f35c1eb62d0810cd81a206982cdc8acc4e318": "v3.1.0-beta.1",
        "f33ca902b8d71720710197bdcfc32e40ccab65f9": "v3.1.0-beta.2",
        "a2137c625cf42636129d84ff5e5f0e8beac11a08": "v3.1.0-beta.3",
        "c17f4bf4666a8001b1a45c09eb7a485c41aa64c3": "v3.2.0",
        "ed5e94a5f508b86f7084d217cef20fb6a212ad58": "v3.2.0-beta.1",
        "c1a5de879eb890d062a85ee0252d6036480b1fe2": "v3.2.1",
        "4723a57e26efda3a62cbde1812113b730952852d": "v3.2.2",
        "58c146cc91c5b9e778e71775dfe9bf1442ad9a12": "v3.2.3",
        "627f0f41f6904a5b1efbaed9f96d9eb58e92e920": "v3.2.4",
        "6998d139ddd3e68c71e9e398d8e40b71a2f39812": "v3.2.5",
        "69d9d449aced6a2ede0bc19182fadc3a0a42d2b0": "v3.2.6",
        "940f3d7cf195ba83374c77632d1e2cbb2f24ae68": "v3.3.0",
        "88522ab9f39a2ea568f7027eddc7d8d8bc9d59c8": "v3.3.1",
        "704facf57e6136b1bc63b828d79edcd491f0ee84": "v3.3.2",
        "e12d46a63a90f2fae62d114769bbf2a179198b5c": "v3.3.3",
        "13aacd865c20de90d75de3b17ebe84f7a17d57d2": "v4.0.0",
        "ab5e6d0c87105b4c9c2047343972218f562e4319": "v4.0.1",
        "0c45773b623bea8c8e75f6c82b208c3cf94ea4f9": "v4.0.2",
        "2cdf405574d6ef1f33a1d12acccd3ae82f47b3f2": "v4.1.0",
        "3624ceb22c1c5a301c8db4169662070a689d9ea8": "v4.1.1",
        "6849a6489940f00c2f30c0fb92c6274307ccb58a": "v4.1.2",
    },
    "actions/upload-artifact": {
        "3446296876d12d4e3a0f3145a3c87e67bf0a16b5": "v1.0.0",
        "97b7dace6c8d860ce9708aba808be6a2ee4cbc3a": "v2.0.1",
        "ebad382c0953e8c6b4039e8d30dfd19ee7b2a862": "v2.1.0",
        "5f948bc1f0a251f88bb4c9b1c3dfa6cbd1327dc5": "v2.1.1",
        "c8879bf5aef7bef66f9b82b197f34c4eeeb1731b": "v2.1.2",
        "268d7547644ab8a9d0c1163299e59a1f5d93f39b": "v2.1.3",
        "58740802ef971a2d71eff71e63d48ab68d1f5507": "v2.1.4",
        "27bce4eee761b5bc643f46a8dfb41b430c8d05f6": "v2.2.0",
        "726a6dcd0199f578459862705eed35cda05af50b": "v2.2.1",
        "e448a9b857ee2131e752b06002bf0e093c65e571": "v2.2.2",
        "ee69f02b3dfdecd58bb31b4d133da38ba6fe3700": "v2.2.3",
        "27121b0bdffd731efa15d66772be8dc71245d074": "v2.2.4",
        "da838ae9595ac94171fa2d4de5a2f117b3e7ac32": "v2.3.0",
        "82c141cc518b40d92cc801eee768e7aafc9c2fa2": "v2.3.1",
        "6673cd052c4cd6fcf4b4e6e60ea986c889389535": "v3.0.0",
        "3cea5372237819ed00197afe530f5a7ea3e805c8": "v3.1.0",
        "83fd05a356d7e2593de66fc9913b3002723633cb": "v3.1.1",
        "0b7f8abb1508181956e8e162db84b466c27e18ce": "v3.1.2",
        "a8a3f3ad30e3422c9c7b888a15615d19a852ae32": "v3.1.3",
        "9ee08a3b00e91a926cc9547dc79589c20872452f": "v3.2.0",
        "ff15f0306b3f739f7b6fd43fb5d26cd321bd4de5": "v3.2.1",
    },
    "actions/download-artifact": {
        "18f0f591fbc635562c815484d73b6e8e3980482e": "v1.0.0",
        "1ac47ba4b6af92e65d0438b64ce1ea49ce1cc48d": "v2.0.1",
        "381af06b4268a1e0ad7b7c7e5a09f1894977120f": "v2.0.2",
        "80d2d4023c185001eacb50e37afd7dd667ba8044": "v2.0.3",
        "b3cedea9bed36890c824f4065163b667eeca272b": "v2.0.4",
        "c3f5d00c8784369c43779f3d2611769594a61f7a": "v2.0.5",
        "f8e41fbffeebb48c0273438d220bb2387727471f": "v2.0.6",
        "f144d3c3916a86f4d6b11ff379d17a49d8f85dbc": "v2.0.7",
        "4a7a711286f30c025902c28b541c10e147a9b843": "v2.0.8",
        "158ca71f7c614ae705e79f25522ef4658df18253": "v2.0.9",
        "3be87be14a055c47b01d3bd88f8fe02320a9bb60": "v2.0.10",
        "f023be2c48cc18debc3bacd34cb396e0295e2869": "v2.1.0",
        "cbed621e49e4c01b044d60f6c80ea4ed6328b281": "v2.1.1",
        "fb598a63ae348fa914e94cd0ff38f362e927b741": "v3.0.0",
        "9782bd6a9848b53b110e712e20e42d89988822b7": "v3.0.1",
        "9bc31d5ccc31df68ecc42ccf4149144866c47d8a": "v3.0.2",
        "a9bc5e6ef2cb54c177f32aa5726adaa15e7e2d59": "v3.1.0",
    },
}
"""The commits of retired versions; those of the first series of actions/cache are no longer tagged.

Those of the series ``-node20`` of the artifact actions are left out: they exist for GitHub Enterprise Server.
"""

RETIRED_COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "set-env": ("2020-11-16", "$GITHUB_ENV"),
    "add-path": ("2020-11-16", "$GITHUB_PATH"),
}
"""Removed workflow commands, the date from which a step with one fails, and the file that took their place.

Source: https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/

Checked on 2026-11-26.
"""

ALLOWED_BY: Final = "ACTIONS_ALLOW_UNSECURE_COMMANDS"
"""The variable that brings the removed commands back."""
