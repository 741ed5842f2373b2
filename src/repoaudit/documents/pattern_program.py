"""A regular expression as a program that is run on all possibilities at once, and so comes to an end.

Each character of the text is looked at once, with the set of all instructions that a match may have reached (Thompson's
construction): time is at most the length of the text times that of the program. Only a look ahead or behind comes to
characters again: once from each position, and never more often than `_MAX_WORK` allows. Whether there is a match does
not depend on what is greedy. Groups that a match refers back to cannot be told this way.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]  # the one reader that agrees with `re`

from repoaudit.errors import UnknownError
from repoaudit.typing import Any, Final

MAX_INSTRUCTIONS: Final = 5_000
_MAX_STEPS: Final = 2_000_000
_MAX_WORK: Final = 500_000
"""Instructions that one search may come to: half a second."""
_MAX_KEPT: Final = 20_000
_CHARACTER: Final = {_constants.LITERAL, _constants.NOT_LITERAL, _constants.ANY, _constants.IN}
_REPEAT: Final = {_constants.MAX_REPEAT, _constants.MIN_REPEAT}
_LOOK: Final = {_constants.ASSERT, _constants.ASSERT_NOT}

Node = tuple[Any, Any]
_Situation = tuple[frozenset[int], str, str, bool]
_Outcome = tuple[bool, frozenset[int]]


class Instruction:
    """Where to go: ``character`` takes one and goes on, ``condition`` holds at a position, ``look`` at its text."""

    __slots__ = ("character", "condition", "look", "next")

    def __init__(self, *targets: int) -> None:
        self.next = targets
        self.character: re.Pattern[str] | None = None
        self.condition: re.Pattern[str] | None = None
        self.look: tuple[Program, int, bool] | None = None


class _Search:
    """One text that is searched: what may still be done, and which looks hold at which positions."""

    __slots__ = ("held", "steps", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.steps = _MAX_WORK
        self.held: dict[tuple[Program, int], bool] = {}

    def spend(self, steps: int) -> None:
        """Count what is done. Raises UnknownError when it is too much."""
        self.steps -= steps
        if self.steps < 0:
            raise UnknownError("the text is too long for a regular expression")


class _Build:
    """What the programs of one pattern share: the state of the parser, room for instructions, and compiled characters.

    What is repeated a thousand times is compiled once.
    """

    __slots__ = ("compiled", "room", "state")

    def __init__(self, state: Any) -> None:  # noqa: ANN401  # `re` has no type for it
        self.state = state
        self.room = MAX_INSTRUCTIONS
        self.compiled: dict[tuple[Any, Any, int], re.Pattern[str]] = {}


class Program:
    """A compiled pattern; instruction 0 is where every match ends."""

    def __init__(self, nodes: Iterable[Node], build: _Build, flags: int) -> None:
        self._build = build
        self._has_looks = False
        self._kept: dict[_Situation, _Outcome] = {}
        self._instructions = [Instruction()]
        self._start = self._sequence(list(nodes), flags, 0)

    def __len__(self) -> int:
        return len(self._instructions)

    def matches(self, text: str, start: int, *, anywhere: bool = False) -> bool:
        """Say whether a match begins at ``start`` (or ``anywhere`` behind it).

        Raises:
            UnknownError: that takes too long.

        """
        if (len(text) + 1) * len(self) > _MAX_STEPS:
            raise UnknownError("the text is too long for a regular expression")
        return self._matches(_Search(text), start, None, anywhere=anywhere)

    def _matches(self, search: _Search, start: int, end: int | None, *, anywhere: bool = False) -> bool:
        """Say the same in a search; ``end`` is where the match must end, None for any place."""
        reached = first = frozenset({self._start})
        for position in range(start, len(search.text) + 1):
            ended, reached = self._advance(reached, search, position)
            if ended and end in {None, position}:
                return True
            if position == end or not (reached or anywhere):
                return False
            reached = reached | first if anywhere else reached
        return False

    def _sequence(self, nodes: list[Node], flags: int, target: int) -> int:
        """Add the instructions of nodes that end at a target, last node first; return where they begin."""
        for operator, argument in reversed(nodes):
            target = self._node(operator, argument, flags, target)
        return target

    def _node(self, operator: Any, argument: Any, flags: int, target: int) -> int:  # noqa: ANN401  # see above
        if operator in _CHARACTER:
            index = self._add(target)
            self._instructions[index].character = self._compiled(operator, argument, flags)
            return index
        if operator is _constants.AT:
            index = self._add(target)
            self._instructions[index].condition = self._compiled(operator, argument, flags)
            return index
        if operator is _constants.SUBPATTERN:
            _, added, removed, nodes = argument
            return self._sequence(list(nodes), (flags | added) & ~removed, target)
        if operator is _constants.BRANCH:
            return self._add(*(self._sequence(list(nodes), flags, target) for nodes in argument[1]))
        if operator in _REPEAT:
            least, most, nodes = argument
            return self._repeat(least, most, partial(self._sequence, list(nodes), flags), target)
        if operator in _LOOK:
            return self._look(argument, flags, target, wanted=operator is _constants.ASSERT)
        raise UnknownError("refers back to its groups")

    def _repeat(self, least: int, most: int, body: Callable[[int], int], target: int) -> int:
        """Add a body as often as it must and may be repeated; ``body`` is told where it ends."""
        if most == _constants.MAXREPEAT:
            loop = self._add(target)
            self._instructions[loop].next = (body(loop), target)
            target = loop
        else:
            end = target
            for _ in range(most - least):
                target = self._add(body(target), end)
        for _ in range(least):
            target = body(target)
            self._use()
        return target

    def _look(self, argument: tuple[int, Any], flags: int, target: int, *, wanted: bool) -> int:
        direction, nodes = argument
        least, most = nodes.getwidth()
        if direction < 0 and least != most:
            raise re.error("look-behind requires fixed-width pattern")
        back = least if direction < 0 else -1
        index = self._add(target)
        self._instructions[index].look = (Program(nodes, self._build, flags), back, wanted)
        self._has_looks = True
        return index

    def _compiled(self, operator: Any, argument: Any, flags: int) -> re.Pattern[str]:  # noqa: ANN401  # see above
        key = (operator, id(argument) if isinstance(argument, list) else argument, flags)  # the parser keeps the lists
        pattern = self._build.compiled.get(key)
        if pattern is None:
            nodes = _parser.SubPattern(self._build.state, [(operator, argument)])
            pattern = self._build.compiled[key] = _compiler.compile(nodes, flags)
        return pattern

    def _add(self, *targets: int) -> int:
        self._use()
        self._instructions.append(Instruction(*targets))
        return len(self._instructions) - 1

    def _use(self) -> None:
        self._build.room -= 1
        if self._build.room < 0:
            raise UnknownError("is too large")

    def _advance(self, reached: frozenset[int], search: _Search, position: int) -> _Outcome:
        r"""Say whether a match ends at a position, and what is reached behind the character there.

        All conditions of `re` (``^``, ``$``, ``\b``) look at the neighbours of a position only, so that what was found
        once holds wherever these are the same.
        """
        text = search.text
        around = text[position - 1 : position] if position else "", text[position : position + 1]
        situation = (reached, *around, position + 1 == len(text))
        if situation in self._kept:
            search.spend(1)
            return self._kept[situation]
        closed = self._closure(reached, search, position)
        search.spend(len(closed))
        found = (self._instructions[index] for index in closed)
        following = (each.next[0] for each in found if each.character and each.character.fullmatch(around[1]))
        outcome = 0 in closed, frozenset(following)
        if not self._has_looks and len(self._kept) < _MAX_KEPT:
            self._kept[situation] = outcome
        return outcome

    def _closure(self, reached: Iterable[int], search: _Search, position: int) -> set[int]:
        """Return all that is reached at a position without taking a character."""
        seen, todo = set(reached), list(reached)
        while todo:
            instruction = self._instructions[todo.pop()]
            if instruction.character or not self._holds(instruction, search, position):
                continue
            todo += [target for target in instruction.next if target not in seen]
            seen.update(instruction.next)
        return seen

    def _holds(self, instruction: Instruction, search: _Search, position: int) -> bool:
        if instruction.condition:
            return instruction.condition.match(search.text, position) is not None
        if instruction.look is None:
            return True
        program, back, wanted = instruction.look
        held = search.held.get((program, position))
        if held is None:
            held = program._seen_from(search, position, back)  # noqa: SLF001  # another one of this class
            search.held[program, position] = held
        return held is wanted

    def _seen_from(self, search: _Search, position: int, back: int) -> bool:
        """Say whether a match begins at a position, or ``back`` characters before it and ends there."""
        if back < 0:
            return self._matches(search, position, None)
        return position >= back and self._matches(search, position - back, position)


def compile_program(pattern: str, flags: int) -> Program:
    """Compile a pattern as `re` reads it. Raises `re.error`, and UnknownError for one that no program can tell."""
    parsed = _parser.parse(pattern, flags)
    return Program(parsed, _Build(parsed.state), parsed.state.flags)
