"""Gradients with respect to the input of a model, on every backend of Keras.

The same few lines serve adversarial examples, saliency maps and dreaming: what changes is only the function
whose gradient is taken.
"""

from collections.abc import Callable

import numpy as np


def value_and_gradient(function: Callable, x) -> tuple[float | np.ndarray, np.ndarray]:
    """Return the value of any function of the input and its gradient with respect to the input.

    For the loss of a model the function is ``lambda x: loss(y, model(x, training=False))``: no dropout, moving
    averages in batch normalisation. The weights of the model and its optimiser are not touched.

    Parameters
    ----------
    function : callable
        Maps a tensor like `x` to one number, or to one number (n,) for each input; then each input gets the
        gradient of its own number. It is made of models, layers and `keras.ops`: what leaves the tensors, as
        NumPy does, has no gradient.
    x : array_like of float, shape (n, ...)

    Returns
    -------
    value : float or numpy.ndarray of shape (n,)
    gradient : numpy.ndarray, shape of `x`

    Raises
    ------
    TypeError
        If `x` holds integers.
    ValueError
        If `x` holds NaN or infinity, the function returns another shape, or its value does not depend on its
        input (where JAX gives zeros).

    References
    ----------
    Goodfellow, Shlens and Szegedy (2015), "Explaining and harnessing adversarial examples"; Simonyan, Vedaldi
    and Zisserman (2014), "Deep inside convolutional networks".

    Examples
    --------
    >>> import keras
    >>> value, gradient = value_and_gradient(lambda x: keras.ops.sum(x**2), np.array([1.0, -2.0]))
    >>> value, gradient.tolist()
    (5.0, [2.0, -4.0])
    """
    import keras

    x = _checked_input(x).astype(keras.config.floatx())
    backend = keras.backend.backend()
    if backend not in _BACKENDS:
        raise ValueError(f"no input gradients on the backend {backend!r}; choose one of {', '.join(_BACKENDS)}")

    def total_and_values(inputs):
        values = function(inputs)
        if tuple(values.shape) not in ((), (len(x),)):
            raise ValueError(f"expected one number, or one for each of the {len(x)} inputs, got {tuple(values.shape)}")
        return keras.ops.sum(values), values

    values, gradient = _BACKENDS[backend](total_and_values, keras.ops.convert_to_tensor(x))
    if gradient is None:
        raise ValueError("the value does not depend on the input, or not through differentiable operations")
    values = keras.ops.convert_to_numpy(values)
    return float(values) if values.ndim == 0 else values, np.array(keras.ops.convert_to_numpy(gradient))


def _on_tensorflow(total_and_values, x):
    import tensorflow as tf

    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(x)
        total, values = total_and_values(x)
    return values, tape.gradient(total, x)


def _on_jax(total_and_values, x):
    import jax

    (_, values), gradient = jax.value_and_grad(total_and_values, has_aux=True)(x)
    return values, gradient


def _on_torch(total_and_values, x):
    import torch

    x = x.detach().clone().requires_grad_(True)
    total, values = total_and_values(x)
    if not total.requires_grad:
        return values, None
    return values.detach(), torch.autograd.grad(total, x, allow_unused=True)[0]


_BACKENDS = {"tensorflow": _on_tensorflow, "jax": _on_jax, "torch": _on_torch}


def _checked_input(x) -> np.ndarray:
    x = np.asarray(x)
    if not np.issubdtype(x.dtype, np.floating):
        raise TypeError(
            f"a gradient needs floating-point inputs, got {x.dtype}; scale images: x.astype('float32') / 255"
        )
    if not np.all(np.isfinite(x)):
        raise ValueError("the input holds NaN or infinity: its gradient would mean nothing")
    return x
