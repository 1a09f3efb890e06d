"""产域 zonewright: industrial zoning and land allocation, asked from Python.

    import zonewright
    study = zonewright.open("demo-city", language="en")
    answer = study.sites(cluster="semiconductor", area_mu=100)
    answer.to_geodataframe().plot()
    study.surface("semiconductor").array

Every question of the command line is a method of a study, or a function here where it needs none, with the same names,
checks and errors; `help(study.sites)` says what it takes. Ctrl-C stops a question and leaves no partial file.
"""
from . import _native
from .answer import Answer
from .checking import check_layers as _check_layers
from .errors import Error, InputError, InternalError, ResourceError
from .questions import declared as _declared, function_for as _function_for, python_name as _python_name
from .scoring import score as _score
from .study import Settings, Study, Surface

__version__ = _native.version
settings = Settings()  # of the functions of this module


def open(folder, *, language=None, threads=None, on_progress=None):
    """Opens a study for questions; what is not given is as in `zonewright.settings`."""
    return Study(folder, Settings(language or settings.language, settings.threads if threads is None else threads,
                                  on_progress or settings.on_progress))


def score(measured, weights, *, values=None, aggregation="wlc", cluster="", plan="", excluded=None):
    return _score(measured, weights, values=values, aggregation=aggregation, cluster=cluster, plan=plan,
                  excluded=excluded, settings=settings)


def check_layers(layers, *, plan=None, show=10):
    return _check_layers(layers, plan=plan, show=show, settings=settings)


score.__doc__, check_layers.__doc__ = _score.__doc__, _check_layers.__doc__

for _question in _declared():
    globals()[_python_name(_question["name"])] = _function_for(_question, settings)
