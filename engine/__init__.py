"""The engine: neural networks and their training in NumPy, written to be read.

A way through it, in an afternoon. Each file opens with a sentence on what it is about, and each
layer, loss and optimizer states its formula and its source.

1. `layers/layer.py`, `layers/dense.py`, `layers/activations.py`: what a layer is, and the two kinds
   that make a multilayer perceptron.
2. `losses.py` and `targets.py`: how wrong an answer is, and what answers are compared with.
3. `network.py`: layers in a row on one parameter vector; backpropagation in a few lines
   (`gradient`), and the numerical gradient that it is checked against (`gradient_check.py`).
4. `optimizers/`, beginning with `descent.py`: from gradients to new parameters.
5. `batches.py`, `samples.py`, `update.py` and `run.py`: training step by step, and going back.
6. Then what you are curious about: `layers/convolution.py`, `layers/lstm.py`, `layers/residual.py`,
   `layers/normalization.py`; `schedules.py`, `penalties.py`, `early_stopping.py`; `race.py`, where
   several networks are trained at once; `probes/`, where a network is measured; `surface.py`, its
   loss all over a plane.

`experiment/` describes all of this as plain data, `data/` makes and reads what is learned from.
"""
