"""How fast the laboratory is: every figure as a ratio to something run beside it."""

from app.trainer.threads import limit_blas_threads

# As the program does it, and before any module of this package imports NumPy.
limit_blas_threads()
