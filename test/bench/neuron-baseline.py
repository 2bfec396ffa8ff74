# CPU time of NEURON's fixed-step loop (psolve, nothing recorded) in ns per compartment and step, as JSON by model.
# HH: NEURON's built-in channels with extracellular, as NRV builds it. MRG: the geometry of 21 nodes with built-in channels in the nodes
# (hh in place of the published node, which needs a compiled mechanism): the cost lies in the extracellular layers.
import json
import statistics
import time

from neuron import h

h.load_file("stdrun.hoc")
STEPS = 400


def measure(compartments, v_init):
    pc = h.ParallelContext()
    pc.set_maxstep(10)
    h.dt = 0.005
    times = []
    for _ in range(5):
        h.finitialize(v_init)
        start = time.process_time()
        pc.psolve(h.t + STEPS * h.dt)
        times.append((time.process_time() - start) / STEPS / compartments * 1e9)
    return statistics.median(times)


def hh():
    section = h.Section(name="axon")
    section.L, section.diam, section.Ra, section.cm, section.nseg = 5000, 1, 200, 1, 179
    for mechanism in ("hh", "pas", "extracellular"):
        section.insert(mechanism)
    h.celsius = 32
    return [section], 179


def mrg():
    sections = []
    kinds = [("node", 1, 3.3)] + [("mysa", 3, 10)] + [("flut", 46, 10)] + [("stin", 175.1667, 10)] * 6 + [("flut", 46, 10)] + [("mysa", 3, 10)]
    for index in range(221):
        kind, length, diameter = kinds[index % 11]
        section = h.Section(name=f"{kind}{index}")
        section.L, section.diam, section.nseg = length, diameter, 1
        section.insert("hh" if kind == "node" else "pas")
        section.insert("extracellular")
        if kind != "node":
            section.xg[0], section.xc[0] = 4e-6, 4e-4
        if sections:
            section.connect(sections[-1](1))
        sections.append(section)
    h.celsius = 37
    return sections, 221


results = {}
sections, count = hh()
results["HH"] = measure(count, -67.5)
del sections
sections, count = mrg()
results["MRG"] = measure(count, -80)
print(json.dumps(results))
