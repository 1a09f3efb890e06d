"""Suitability of arrays, without a study: the arithmetic of the surfaces of a study."""
from . import _native
from .errors import InputError


def score(measured, weights, *, values=None, aggregation="wlc", cluster="", plan="", excluded=None, settings):
    """Scores 0…1 of cells from measured values; NaN: no data, -1: excluded.

    measured: {criterion: array of measured values in its unit, NaN for no data}, all of one shape.
    weights: {criterion: weight}; divided by their sum.
    values: {criterion: {"kind": "linear", "low": …, "high": …, "at_low": 0, "at_high": 1, "shape": 1, "knots": […]}} for
        criteria that the catalogue does not know, or in place of its value function.
    aggregation: wlc, wpm, owa:ORNESS, topsis, fuzzy:GAMMA, minimum. cluster: whose value functions hold.
    excluded: array of bool.
    """
    import numpy

    for name in weights:
        if name not in measured:
            raise InputError(f"{name}: weights without measured values", name, "", ", ".join(measured), "")
    shapes = {numpy.shape(array) for array in measured.values()}
    terms = []
    for name, array in measured.items():
        if name not in weights:
            raise InputError(f"{name}: measured values without a weight", name, "", ", ".join(weights), "")
        cells = numpy.ascontiguousarray(array, dtype=numpy.float32).reshape(-1)
        terms.append((name, cells, float(weights[name]), (values or {}).get(name)))
    if excluded is not None:
        shapes.add(numpy.shape(excluded))
        excluded = numpy.ascontiguousarray(excluded, dtype=numpy.uint8).reshape(-1)
    choices = {"aggregation": aggregation, "cluster": cluster, "plan": plan}
    scores = _native.score(terms, choices, excluded, settings.waiting())
    return scores.reshape(next(iter(shapes))) if len(shapes) == 1 else scores
