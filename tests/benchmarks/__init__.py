"""How fast the laboratory is: every figure as a ratio to something run beside it."""
