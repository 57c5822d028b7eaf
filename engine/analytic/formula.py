"""A formula in x and y, read from text a person typed, with its exact derivatives.

Python's own grammar reads it, but nothing of it is ever run: of the tree that comes back, only
numbers, x, y, the four operations, powers and named functions are understood.
"""

import ast
from collections.abc import Callable
from typing import NoReturn

import numpy as np
from numpy.typing import ArrayLike

from engine.analytic.dual import FUNCTIONS, Dual, hypot
from engine.errors import ExperimentError

LONGEST, DEEPEST = 400, 40  # characters, and operations within each other
CONSTANTS = {"pi": np.pi, "e": np.e}
SIGNS = {"^": "**", "²": "**2", "³": "**3", "⁴": "**4", "·": "*", "×": "*", "−": "-", "π": "pi"}
OPERATIONS: dict[type, Callable[[Dual, Dual], Dual]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: a**b,
}
NAMES = ", ".join([*FUNCTIONS, "hypot"])


class Formula:
    """f(x, y) with ∂f/∂x and ∂f/∂y."""

    def __init__(self, text: str) -> None:
        """ExperimentError names the column at fault, what is wrong there, and what to write."""
        self.text = text.strip()
        self._columns: list[int] = []  # of the text, for each byte of what Python reads
        if not self.text:
            _refuse(1, "there is nothing to read; write for example x**2 / 20 + y**2")
        if len(self.text) > LONGEST:
            _refuse(LONGEST, f"the formula is longer than {LONGEST} characters; shorten it")
        self._tree = self._parsed()
        self._check(self._tree, 0)

    def __call__(self, x: ArrayLike, y: ArrayLike) -> Dual:
        """The value with its derivatives at places of any shape; NaN where it is not defined."""
        x, y = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(y, np.float64))
        zero, one = np.zeros(x.shape), np.ones(x.shape)
        places = {"x": Dual(x, one, zero), "y": Dual(y, zero, one)}
        with np.errstate(all="ignore"):
            found = self._of(self._tree, places)
            return Dual(found.value + zero, found.dx + zero, found.dy + zero)

    def _parsed(self) -> ast.expr:
        """The tree of what is written, after the signs of the blackboard became Python's."""
        parts = [SIGNS.get(sign, sign) for sign in self.text]
        for column, part in enumerate(parts, start=1):
            self._columns += [column] * len(part.encode())
        try:
            return ast.parse("".join(parts), mode="eval").body
        except SyntaxError as error:
            before = "".join(parts)[: max((error.offset or 1) - 1, 0)]
            self._refuse_at(len(before.encode()), "this cannot be read; write 2*x, not 2x")
        except (ValueError, MemoryError, RecursionError):
            _refuse(1, "this cannot be read; write it with fewer brackets")

    def _check(self, node: ast.expr, depth: int) -> None:
        """Refuse what a formula may not hold."""
        at = node.col_offset
        if depth > DEEPEST:
            self._refuse_at(at, f"more than {DEEPEST} operations within each other; shorten it")
        match node:
            case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
                self._check_number(number, at)
            case ast.Name(id=name):
                if name not in ("x", "y", *CONSTANTS):
                    self._refuse_at(at, f"{name!r} is not known; use x, y, pi, e or {NAMES}")
            case ast.UnaryOp(op=ast.UAdd() | ast.USub(), operand=operand):
                self._check(operand, depth + 1)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATIONS:
                self._check(left, depth + 1)
                self._check(right, depth + 1)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                self._check_call(name, arguments, at)
                for argument in arguments:
                    self._check(argument, depth + 1)
            case _:
                self._refuse_at(at, "only numbers, x, y, + - * / ** and functions may stand here")

    def _check_number(self, number: float, at: int) -> None:
        if not abs(number) <= 1e300:
            self._refuse_at(at, "this number is too large; write one below 1e300")

    def _check_call(self, name: str, arguments: list[ast.expr], at: int) -> None:
        if name not in FUNCTIONS and name != "hypot":
            self._refuse_at(at, f"there is no function {name!r}; there are {NAMES}")
        wanted = 2 if name == "hypot" else 1
        if len(arguments) != wanted:
            words = "two numbers, as in hypot(x, y)" if wanted == 2 else f"one, as in {name}(x)"
            self._refuse_at(at, f"{name} takes {words}")

    def _of(self, node: ast.expr, places: dict[str, Dual]) -> Dual:
        """The value of a part of the tree."""
        match node:
            case ast.Constant(value=int() | float() as number):
                return Dual.constant(float(number))
            case ast.Name(id=name):
                return places[name] if name in places else Dual.constant(CONSTANTS[name])
            case ast.UnaryOp(op=op, operand=operand):
                inner = self._of(operand, places)
                return -inner if isinstance(op, ast.USub) else inner
            case ast.BinOp(left=left, op=op, right=right):
                return OPERATIONS[type(op)](self._of(left, places), self._of(right, places))
            case ast.Call(func=ast.Name(id=name), args=arguments):
                first, *others = (self._of(each, places) for each in arguments)
                if name == "hypot":
                    return hypot(first, others[0])
                function, slope = FUNCTIONS[name]
                return first.chain(function(first.value), slope(first.value))
        raise AssertionError(node)

    def _refuse_at(self, byte: int, message: str) -> NoReturn:
        """Refuse what stands at a byte of what Python reads, by its column in the text."""
        last = len(self.text)
        _refuse(self._columns[byte] if byte < len(self._columns) else last, message)


def _refuse(column: int, message: str) -> NoReturn:
    raise ExperimentError("formula", f"column {column}: {message}")
