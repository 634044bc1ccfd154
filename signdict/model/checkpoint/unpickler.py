"""What a pickle describes, told without running it.

A pickle is a program, and readers of pickles call whatever it names. This one is a machine with
the same stack that calls nothing: it keeps tables with words as keys, lists, tuples, words,
numbers, and descriptions of torch tensors; everything else becomes `INERT`, on which whatever
the pickle does has no effect. Work and memory are proportional to the length of the pickle.
"""

import pickletools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class Inert:
    """What stands for an object that was not made."""

    __slots__ = ()


INERT = Inert()
_MOST_AXES = 8


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a class or function, which is not imported."""

    path: str


@dataclass(frozen=True, slots=True)
class Storage:
    """A row of `count` numbers; `record` is where they lie, `kind` such as FloatStorage."""

    record: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where the numbers of a tensor are: counted in numbers, not bytes, as torch counts."""

    storage: Storage
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]

    @property
    def span(self) -> int:
        """How many numbers lie from its first to its last."""
        return span(self.shape, self.stride)

    @property
    def is_inside(self) -> bool:
        """Whether it lies inside its storage."""
        return self.offset + self.span <= self.storage.count


def span(shape: tuple[int, ...], stride: tuple[int, ...]) -> int:
    """How many numbers lie from the first to the last of a tensor."""
    if 0 in shape:
        return 0
    return 1 + sum((size - 1) * step for size, step in zip(shape, stride, strict=True))


def read(pickle: bytes) -> object:
    """Return what a pickle describes. Raise ValueError if it is none."""
    machine = _Machine()
    try:
        for opcode, argument, _ in pickletools.genops(pickle):
            machine.step(opcode.name, argument)
        return machine.stack[-1]
    except (IndexError, KeyError) as problem:
        raise ValueError("not a sound pickle") from problem


class _Machine:
    """The stack, the places of marks on it, and the things kept by number."""

    def __init__(self) -> None:
        self.stack: list[object] = []
        self.marks: list[int] = []
        self.kept: dict[int, object] = {}

    def step(self, name: str, argument: Any) -> None:
        """Do one step; one without an entry in the tables puts its argument on the stack."""
        if name in _MOVES:
            _MOVES[name](self, argument)
        elif name in _JOINS:
            count, join = _JOINS[name]
            self.stack.append(join(*self.take(count)))
        elif name in _GATHERS:
            count, gather = _GATHERS[name]
            items = self.since_mark()
            self.stack.append(gather(*self.take(count), items))
        else:
            self.stack.append(argument)

    def take(self, count: int) -> list[object]:
        """Take the last things off the stack, the deepest first."""
        return [self.stack.pop() for _ in range(count)][::-1]

    def since_mark(self) -> list[object]:
        """Take everything above the last mark off the stack."""
        at = self.marks.pop()
        items = self.stack[at:]
        del self.stack[at:]
        return items

    def pop(self) -> None:
        """Drop the last thing: what lies on the stack, or the mark above it."""
        if self.marks and self.marks[-1] >= len(self.stack):
            self.marks.pop()
        else:
            self.stack.pop()


def _inert(*_: object) -> object:
    return INERT


def _same(thing: object, *_: object) -> object:
    return thing


def _appended(thing: object, items: list[object]) -> object:
    if isinstance(thing, list):
        thing.extend(items)
    return thing


def _filled(thing: object, items: list[object]) -> object:
    """Set items, key after value after key. Only words are kept as keys."""
    if isinstance(thing, dict):
        pairs = zip(items[::2], items[1::2], strict=False)
        thing.update((key, value) for key, value in pairs if isinstance(key, str))
    return thing


def _named(module: object, name: object) -> object:
    return Name(f"{module}.{name}") if isinstance(module, str) and isinstance(name, str) else INERT


def _called(callee: object, arguments: object) -> object:
    """What a call would bring, of the few calls that are known; none is made."""
    if not isinstance(callee, Name) or not isinstance(arguments, tuple):
        return INERT
    known = _CALLS.get(callee.path)
    return known(*arguments) if known else INERT


def _table(*arguments: object) -> object:
    """An ordered dictionary: empty, its items follow. One made of a list is of no use here."""
    return INERT if any(isinstance(one, list | tuple | dict) for one in arguments) else {}


def _tensor(*arguments: object) -> object:
    storage, offset, shape, stride, *_ = (*arguments, None, None, None, None)
    if not isinstance(storage, Storage) or not _is_count(offset):
        return INERT
    if not _are_counts(shape) or not _are_counts(stride) or len(shape) != len(stride):  # type: ignore[arg-type]
        return INERT
    return Tensor(storage, offset, shape, stride)  # type: ignore[arg-type]


def _parameter(*arguments: object) -> object:
    """A parameter is its tensor; whether it was trained does not matter."""
    return arguments[0] if arguments and isinstance(arguments[0], Tensor) else INERT


def _stored(told: object) -> object:
    """A storage, which torch names as ("storage", kind, record, device, count)."""
    if not isinstance(told, tuple) or len(told) != 5 or told[0] != "storage":
        return INERT
    _, kind, record, _, count = told
    if not isinstance(kind, Name) or not isinstance(record, str) or not _is_count(count):
        return INERT
    module, _, name = kind.path.rpartition(".")
    return Storage(record, name, count) if module == "torch" else INERT


def _is_count(number: object) -> bool:
    return type(number) is int and 0 <= number < 1 << 63


def _are_counts(numbers: object) -> bool:
    return (
        isinstance(numbers, tuple)
        and len(numbers) <= _MOST_AXES
        and all(_is_count(number) for number in numbers)
    )


_CALLS: dict[str, Callable[..., object]] = {
    "collections.OrderedDict": _table,
    "collections.defaultdict": _table,
    "torch._utils._rebuild_tensor": _tensor,
    "torch._utils._rebuild_tensor_v2": _tensor,
    "torch._utils._rebuild_parameter": _parameter,
    "torch._utils._rebuild_parameter_with_state": _parameter,
}

#: Steps that move things about, given what follows them in the pickle.
_MOVES: dict[str, Callable[[_Machine, Any], object]] = {
    **dict.fromkeys(("PROTO", "FRAME", "STOP", "READONLY_BUFFER"), lambda *_: None),
    "MARK": lambda machine, _: machine.marks.append(len(machine.stack)),
    "POP": lambda machine, _: machine.pop(),
    "POP_MARK": lambda machine, _: machine.since_mark(),
    "DUP": lambda machine, _: machine.stack.append(machine.stack[-1]),
    "MEMOIZE": lambda machine, _: machine.kept.update({len(machine.kept): machine.stack[-1]}),
    **dict.fromkeys(
        ("PUT", "BINPUT", "LONG_BINPUT"),
        lambda machine, number: machine.kept.update({number: machine.stack[-1]}),
    ),
    **dict.fromkeys(
        ("GET", "BINGET", "LONG_BINGET"),
        lambda machine, number: machine.stack.append(machine.kept[number]),
    ),
    **dict.fromkeys(
        ("EXT1", "EXT2", "EXT4", "PERSID", "NEXT_BUFFER"),
        lambda machine, _: machine.stack.append(INERT),
    ),
    "GLOBAL": lambda machine, told: machine.stack.append(_named(*told.split(" ", 1))),
}

#: Steps that make one thing of the last few on the stack: of how many, and what.
_JOINS: dict[str, tuple[int, Callable[..., object]]] = {
    "NEWTRUE": (0, lambda: True),
    "NEWFALSE": (0, lambda: False),
    "EMPTY_LIST": (0, list),
    "EMPTY_DICT": (0, dict),
    "EMPTY_TUPLE": (0, tuple),
    "EMPTY_SET": (0, _inert),
    "TUPLE1": (1, lambda *items: items),
    "TUPLE2": (2, lambda *items: items),
    "TUPLE3": (3, lambda *items: items),
    "APPEND": (2, lambda thing, item: _appended(thing, [item])),
    "SETITEM": (3, lambda thing, key, value: _filled(thing, [key, value])),
    "STACK_GLOBAL": (2, _named),
    "BINPERSID": (1, _stored),
    "REDUCE": (2, _called),
    "NEWOBJ": (2, _called),
    "NEWOBJ_EX": (3, _inert),
    "BUILD": (2, _same),
}

#: The same, of everything since the last mark and of some things below it.
_GATHERS: dict[str, tuple[int, Callable[..., object]]] = {
    "TUPLE": (0, tuple),
    "LIST": (0, list),
    "DICT": (0, lambda items: _filled({}, items)),
    "FROZENSET": (0, _inert),
    "APPENDS": (1, _appended),
    "SETITEMS": (1, _filled),
    "ADDITEMS": (1, _same),
    "OBJ": (0, _inert),
    "INST": (0, _inert),
}
