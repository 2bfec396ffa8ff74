// Names and units of the lists of values that studies use.
const TITLES: Readonly<Record<string, { title: string; unit: string }>> = {
  amplitudesUa: { title: 'Amplitudes', unit: 'uA' },
  durationsMs: { title: 'Pulse durations', unit: 'ms' },
  yUm: { title: 'Positions y', unit: 'um' },
  diametersUm: { title: 'Fibre diameters', unit: 'um' },
  factors: { title: 'Refinement factors', unit: '' },
};

export const valuesTitle = (key: string): { title: string; unit: string } => TITLES[key] ?? { title: key, unit: '' };
