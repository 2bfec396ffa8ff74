// A nerve small enough for tests: one fascicle, a LIFE, a pulse. And a single fibre in a homogeneous medium.

export const smallNerve = (changes: { axonCount?: number; durationMs?: number; amplitudeUa?: number } = {}): object => ({
  format: 'ranvier-project', version: 1, name: 'Small nerve', seed: 5,
  nerve: { lengthUm: 5000, diameterUm: 300 },
  fascicles: [{
    id: 'F1', shape: { kind: 'circle', centerYUm: 20, centerZUm: -10, diameterUm: 150 },
    population: { kind: 'generated', axonCount: changes.axonCount ?? 30, unmyelinatedFraction: 0.5, placement: { spacingUm: 1 } },
  }],
  electrodes: [{ kind: 'life', id: 'LIFE 1', xUm: 2000, lengthUm: 1000, yUm: 20, zUm: -10, diameterUm: 20 }],
  stimulation: {
    waveforms: [{ id: 'pulse', waveform: { kind: 'pulse', startMs: 0.1, durationMs: 0.1, amplitudeUa: changes.amplitudeUa ?? -20 } }],
    drives: [{ contact: 'LIFE 1', waveform: 'pulse' }],
  },
  simulation: { durationMs: changes.durationMs ?? 1.5, field: { mesh: 'coarse' } },
});

export const singleFiber = (): object => ({
  format: 'ranvier-project', version: 1, name: 'One fibre', medium: 'endoneurium_ranck',
  fibers: [{ id: 'A', myelinated: true, diameterUm: 10, nodeCount: 21 }],
  electrodes: [{ kind: 'point', id: 'E', xUm: 11_500, yUm: 0, zUm: 500 }],
  stimulation: {
    waveforms: [{ id: 'pulse', waveform: { kind: 'pulse', startMs: 0.1, durationMs: 0.1, amplitudeUa: -1000 } }],
    drives: [{ contact: 'E', waveform: 'pulse' }],
  },
  simulation: { durationMs: 2, record: { membranePotential: 'nodes' } },
});
