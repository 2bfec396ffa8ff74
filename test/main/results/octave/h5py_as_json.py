"""What h5read, h5readatt and h5info would return, as JSON: for GNU Octave, which has no HDF5 reader of its own.

    python3 h5py_as_json.py read FILE PATH | attribute FILE PATH NAME | info FILE PATH
"""
import json
import sys

import h5py
import numpy as np


def plain(value):
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, np.ndarray):
        return [plain(entry) for entry in value]
    if isinstance(value, np.generic):
        value = value.item()
        return plain(value) if isinstance(value, bytes) else None if isinstance(value, float) and np.isnan(value) else value
    return value


what, file, path, *name = sys.argv[1:]
with h5py.File(file, "r") as f:
    found = f[path]
    if what == "read":
        answer = {"value": plain(found[()]), "text": h5py.check_string_dtype(found.dtype) is not None, "dimensions": list(found.shape)}
    elif what == "attribute":
        answer = {"value": plain(found.attrs[name[0]])}
    else:
        full = path.rstrip("/")
        answer = {
            "groups": [f"{full}/{key}" for key, member in found.items() if isinstance(member, h5py.Group)],
            "datasets": [key for key, member in found.items() if isinstance(member, h5py.Dataset)],
        }
print(json.dumps(answer))
