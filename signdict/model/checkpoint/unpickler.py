"""Reading the content of a pickle without executing it.

A pickle is a program, and usual readers call whatever it names. This reader has the same stack but
calls nothing. It keeps dictionaries with string keys, lists, tuples, strings, numbers, and
descriptions of torch tensors. Everything else becomes `INERT`, on which operations have no effect.
Time and memory are proportional to the length of the pickle.
"""

import pickletools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO


class Inert:
    """Represents an object that was not created."""

    __slots__ = ()


INERT = Inert()
_MOST_AXES = 8


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a class or function, which is not imported."""

    path: str


@dataclass(frozen=True, slots=True)
class Storage:
    """An array of `count` numbers in a `record` of the file; `kind` is such as FloatStorage."""

    record: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Tensor:
    """The position of a tensor in its storage, in numbers (not bytes), as in torch."""

    storage: Storage
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]

    @property
    def span(self) -> int:
        """The number of elements from the first to the last."""
        return span(self.shape, self.stride)

    @property
    def is_inside(self) -> bool:
        """Whether the tensor is inside its storage."""
        return self.offset + self.span <= self.storage.count


def span(shape: tuple[int, ...], stride: tuple[int, ...]) -> int:
    """Return the number of elements from the first to the last of a tensor."""
    if 0 in shape:
        return 0
    return 1 + sum((size - 1) * step for size, step in zip(shape, stride, strict=True))


def read(pickle: bytes | BinaryIO) -> object:
    """Return the content of a pickle; a file is read up to its end. Raise ValueError if invalid."""
    machine = _Machine()
    try:
        for opcode, argument, _ in pickletools.genops(pickle):
            machine.step(opcode.name, argument)
        return machine.stack[-1]
    except (IndexError, KeyError) as problem:
        raise ValueError("invalid pickle") from problem


class _Machine:
    """The stack, the positions of marks on it, and the memo."""

    def __init__(self) -> None:
        self.stack: list[object] = []
        self.marks: list[int] = []
        self.memo: dict[int, object] = {}

    def step(self, name: str, argument: Any) -> None:
        """Execute one opcode; opcodes that are not in the tables push their argument."""
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
        """Pop the last objects of the stack, the deepest first."""
        return [self.stack.pop() for _ in range(count)][::-1]

    def since_mark(self) -> list[object]:
        """Pop everything above the last mark."""
        mark = self.marks.pop()
        items = self.stack[mark:]
        del self.stack[mark:]
        return items

    def pop(self) -> None:
        """Drop the top of the stack, or the mark above it."""
        if self.marks and self.marks[-1] >= len(self.stack):
            self.marks.pop()
        else:
            self.stack.pop()


def _inert(*_: object) -> object:
    return INERT


def _same(target: object, *_: object) -> object:
    return target


def _appended(target: object, items: list[object]) -> object:
    if isinstance(target, list):
        target.extend(items)
    return target


def _filled(target: object, items: list[object]) -> object:
    """Set items, given as key, value, key, value; keys that are not strings are dropped."""
    if isinstance(target, dict):
        pairs = zip(items[::2], items[1::2], strict=False)
        target.update((key, value) for key, value in pairs if isinstance(key, str))
    return target


def _named(module: object, name: object) -> object:
    return Name(f"{module}.{name}") if isinstance(module, str) and isinstance(name, str) else INERT


def _called(callee: object, arguments: object) -> object:
    """Return the result of one of the few known calls, without making it."""
    if not isinstance(callee, Name) or not isinstance(arguments, tuple):
        return INERT
    known = _CALLS.get(callee.path)
    return known(*arguments) if known else INERT


def _table(*arguments: object) -> object:
    """Return an empty dictionary, whose items follow; one with initial items is not needed."""
    return INERT if any(isinstance(value, list | tuple | dict) for value in arguments) else {}


def _tensor(*arguments: object) -> object:
    storage, offset, shape, stride, *_ = (*arguments, None, None, None, None)
    if not isinstance(storage, Storage) or not _is_count(offset):
        return INERT
    if not _are_counts(shape) or not _are_counts(stride) or len(shape) != len(stride):  # type: ignore[arg-type]
        return INERT
    return Tensor(storage, offset, shape, stride)  # type: ignore[arg-type]


def _parameter(*arguments: object) -> object:
    """Return the tensor of a parameter."""
    return arguments[0] if arguments and isinstance(arguments[0], Tensor) else INERT


def _stored(identifier: object) -> object:
    """Return the storage of an identifier ("storage", kind, record, device, count).

    In files of torch before 1.6 a None follows: the storage is not a part of another one.
    """
    if not isinstance(identifier, tuple) or identifier[:1] != ("storage",):
        return INERT
    if len(identifier) != 5 and (len(identifier) != 6 or identifier[5] is not None):
        return INERT
    _, kind, record, _, count = identifier[:5]
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

#: Opcodes that move objects; they get their argument in the pickle.
_MOVES: dict[str, Callable[[_Machine, Any], object]] = {
    **dict.fromkeys(("PROTO", "FRAME", "STOP", "READONLY_BUFFER"), lambda *_: None),
    "MARK": lambda machine, _: machine.marks.append(len(machine.stack)),
    "POP": lambda machine, _: machine.pop(),
    "POP_MARK": lambda machine, _: machine.since_mark(),
    "DUP": lambda machine, _: machine.stack.append(machine.stack[-1]),
    "MEMOIZE": lambda machine, _: machine.memo.update({len(machine.memo): machine.stack[-1]}),
    **dict.fromkeys(
        ("PUT", "BINPUT", "LONG_BINPUT"),
        lambda machine, number: machine.memo.update({number: machine.stack[-1]}),
    ),
    **dict.fromkeys(
        ("GET", "BINGET", "LONG_BINGET"),
        lambda machine, number: machine.stack.append(machine.memo[number]),
    ),
    **dict.fromkeys(
        ("EXT1", "EXT2", "EXT4", "PERSID", "NEXT_BUFFER"),
        lambda machine, _: machine.stack.append(INERT),
    ),
    "GLOBAL": lambda machine, name: machine.stack.append(_named(*name.split(" ", 1))),
}

#: Opcodes that combine the last objects of the stack: how many, and how.
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
    "APPEND": (2, lambda target, item: _appended(target, [item])),
    "SETITEM": (3, lambda target, key, value: _filled(target, [key, value])),
    "STACK_GLOBAL": (2, _named),
    "BINPERSID": (1, _stored),
    "REDUCE": (2, _called),
    "NEWOBJ": (2, _called),
    "NEWOBJ_EX": (3, _inert),
    "BUILD": (2, _same),
}

#: Opcodes that combine everything since the last mark with some objects below it.
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
