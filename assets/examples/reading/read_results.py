"""Reads a results folder of Ranvier with h5py alone.

    python3 read_results.py two-fascicles-life.results

Prints how many fibres of each fascicle and type are recruited, where and when the first
action potential began, the current and the highest potential of every contact, recorded traces
and studies. The layout is described in docs/results.md. Needs Python 3.8 and h5py.
"""
import csv
import json
import os
import sys

import h5py
import numpy as np


def text(values):
    """h5py gives texts as bytes or str, by version."""
    return [value.decode("utf-8") if isinstance(value, bytes) else value for value in values]


def main(folder):
    with h5py.File(os.path.join(folder, "results.h5"), "r") as f:
        project = json.loads(text([f["project"][()]])[0])
        print(f"{text([f.attrs['name']])[0]}: seed {int(f.attrs['seed'])}, {text([f.attrs['status']])[0]}")

        fibers = f["fibers"]
        fascicle = np.array(text(fibers["fascicle"][:]))
        myelinated = fibers["myelinated"][:] == 1
        recruited = fibers["recruited"][:]  # 1 yes, 0 no, -1 not decided
        for name in sorted(set(fascicle)):
            for kind, mask in (("myelinated", myelinated), ("unmyelinated", ~myelinated)):
                rows = (fascicle == name) & mask & (recruited >= 0)
                if rows.any():
                    print(f"{name or '-'} {kind}: {int((recruited[rows] == 1).sum())} of {int(rows.sum())} recruited")

        times = fibers["first_spike_t_ms"][:]
        if np.isfinite(times).any():
            first = int(np.nanargmin(times))
            print(f"first spike: {text([fibers['id'][first]])[0]} at {times[first]:.4f} ms, x = {fibers['first_spike_x_um'][first]:.1f} um")

        contacts = text(f["stimulation/contact"][:])
        for k, contact in enumerate(contacts):
            if str(k) in f["stimulation"]:
                # Each value holds until the next time, the last one to the end.
                current = f[f"stimulation/{k}/current_ua"][:]
                print(f"{contact}: strongest current {current[np.argmax(np.abs(current))]:g} uA")
        if "footprints" in f:
            potential = f["footprints/potential_mv_per_ma"][:]  # contact x compartment
            offset = f["footprints/offset"][:]
            print(f"footprints: {len(offset) - 1} fibres, {potential.shape[1]} compartments")
            for k, contact in enumerate(contacts):
                print(f"{contact}: highest potential {potential[k].max():.3f} mV/mA")

        for row in f.get("traces", {}):
            for quantity, trace in f[f"traces/{row}"].items():
                values = trace["values"][:]  # position x sample
                print(f"trace {quantity} of {text([fibers['id'][int(row)]])[0]}: {values.shape[0]} positions, every {trace.attrs['sample_ms']:g} ms, highest {values.max():.3f}")

        for name, study in f.get("studies", {}).items():
            print(f"study {name}: {', '.join(sorted(study))}")

    # The same fibres as text, one line each.
    with open(os.path.join(folder, "fibers.csv"), newline="", encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    spikes = sum(int(row["spike_count"]) for row in rows if row["spike_count"] != "")
    print(f"fibers.csv: {len(rows)} fibres, {spikes} detected spikes")
    print(f"simulated time: {project['simulation']['durationMs']:g} ms")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Give a results folder: python3 read_results.py two-fascicles-life.results")
    main(sys.argv[1])
