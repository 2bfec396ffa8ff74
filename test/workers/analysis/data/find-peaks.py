# Writes find-peaks.json beside this file: peaks of seeded signals as SciPy finds them. Needs NumPy and SciPy; run once.
import json
import pathlib

import numpy
import scipy
from scipy.signal import find_peaks

rng = numpy.random.default_rng(20)
time = numpy.arange(240) * 0.025


def spikes(at, widths, heights):
    return sum(h * numpy.exp(-((time - a) / w) ** 2) for a, w, h in zip(at, widths, heights)) - 70


signals = []
for case in range(14):
    count = rng.integers(1, 7)
    signal = spikes(rng.uniform(0, 6, count), rng.uniform(0.03, 0.4, count), rng.uniform(30, 160, count))
    signal += rng.normal(0, [0, 0.5, 5][case % 3], len(time))
    signals.append(numpy.round(signal, [3, 2, 0][case % 3 if case > 6 else 0]))
signals.append(numpy.array([0, 1, 1, 1, 0, 2, 2, 0, 3, 3]))
signals.append(numpy.array([5, 4, 3, 4, 5, 5, 5, 5, 1, 9, 1, 8, 1, 0]))

cases = []
for signal in signals:
    for height, distance, width in [((-20, 70), 20, 4), ((-20, 70), 1, 0), ((-60, 200), 7, 2), ((0, 9), 3, 1)]:
        arguments = {"height": height, "distance": distance}
        if width > 0:
            arguments["width"] = width
        peaks, _ = find_peaks(signal, **arguments)
        cases.append({"signal": len(cases) // 4, "height": height, "distance": distance, "width": width, "peaks": peaks.tolist()})

origin = f"find-peaks.py, SciPy {scipy.__version__}, NumPy {numpy.__version__}"
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"origin": origin, "signals": [s.tolist() for s in signals], "cases": cases}) + "\n")
