// Values of the file format as a user reads them. What is not listed here is a name (of a model, of a nerve) and shown as it is.
const TITLES: Readonly<Record<string, string>> = {
  placer: 'Random, largest first', packer: 'Attraction and repulsion',
  random: 'Random', aligned: 'Aligned',
  current: 'Current', voltage: 'Voltage',
  published: 'As published', nrv: 'As NRV',
  default: 'Default', ascent: 'ASCENT', pena: 'Peña', gaines: 'Gaines', monotone: 'Monotone',
  gates: 'Gates, as published', markov: 'Markov schemes',
  extrusion: 'Built in (extrusion)', gmsh: 'Gmsh',
  coarse: 'Coarse', normal: 'Normal', fine: 'Fine',
  sharp: 'Sharp (thin layer)',
  'second-order': 'Second order', 'backward-euler': 'Backward Euler',
  f64: 'Double (64 bit)', f32: 'Single (32 bit)',
  tables: 'Tables', exact: 'Exact',
  none: 'None', nodes: 'Nodes', all: 'All compartments', points: 'At points',
  recruitment: 'Recruitment', thresholds: 'Thresholds', potentials: 'Potentials',
  grid: 'Every combination', paired: 'In pairs',
  mesh: 'Mesh', dt: 'Time step',
  'nelder-mead': 'Nelder-Mead', 'particle-swarm': 'Particle swarm', 'cma-es': 'CMA-ES',
  sciatic: 'Sciatic', 'medial-popliteal': 'Medial popliteal', 'lateral-popliteal': 'Lateral popliteal', median: 'Median', ulnar: 'Ulnar', radial: 'Radial',
  'single-fibers': 'Of single fibres',
  Rattay_Aberham: 'Rattay-Aberham', Schild_94: 'Schild 1994', Schild_97: 'Schild 1997', HH: 'Hodgkin-Huxley', Gaines_motor: 'Gaines, motor', Gaines_sensory: 'Gaines, sensory',
};

/** Where the same value reads differently: by the key of the field. */
const BY_KEY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  csv: { all: 'All', none: 'None' },
  sampling: { random: 'Random draws' },
};

export const choiceTitle = (key: string, value: string): string => BY_KEY[key]?.[value] ?? TITLES[value] ?? value;
