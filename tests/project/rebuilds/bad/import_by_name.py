import importlib
nn = importlib.import_module("micro" + "grad")
