// The field problem: geometry and conductivities with every default resolved, and what a solution must offer.
// x runs along the nerve from 0 to lengthUm. Unit solves: 1 mA through one contact, 0 through all others; potentials in mV per mA.
import type { Conductivity } from '../../src-model/library/conductivity';
import type { Electrode, FieldSettings, Shape } from '../../src-model/project';

export interface FieldProblem {
  lengthUm: number;
  nerveDiameterUm: number;
  /** null: no bath; the end cap at x = lengthUm is ground. Otherwise the bath's mantle is ground. */
  bathDiameterUm: number | null;
  epineurium: Conductivity;
  bath: Conductivity;
  fascicles: {
    id: string;
    shape: Shape;
    endoneurium: Conductivity;
    /** S/m */
    perineuriumSPerM: number;
    perineuriumThicknessUm: number;
  }[];
  electrodes: Electrode[];
  settings: FieldSettings;
}

/** How well the mesh and the solution turned out; goes into run.json. */
export interface ContactReport {
  contact: string;
  iterations: number;
  /** True relative residual, recomputed after the solve: the larger of ||b - A x|| / ||b|| and the share of the current that is lost. */
  relativeResidual: number;
  /** Current through the ground for 1 mA injected, mA. */
  groundCurrentMa: number;
  /** Mean potential of the driven contact per current, ohm. A point source has none of its own: this is then its node's, and grows as the mesh is refined. */
  accessResistanceOhm: number;
}

/** Potential of the whole field for 1 mA through one contact. */
export interface ContactSolution {
  contact: string;
  /** mV per mA at the mesh's unknowns, in the order of the mesh that it was solved on. */
  potentialsMvPerMa: Float64Array;
  report: ContactReport;
}

/** Filled while sampling, for the run's warnings. */
export interface SamplingNotes {
  /** Points inside an electrode, which took the value of the nearest tissue. */
  insideElectrode: number;
}

export interface MeshReport {
  nodes: number;
  elements: number;
  unknowns: number;
  layers: number;
  /** Of the triangles of the cross-section, or between faces of tetrahedra. */
  minimumAngleDeg: number;
  /** Of triangles R / 2r, of tetrahedra R / 3r (R circumscribed, r inscribed): 1 when regular, the larger the flatter. */
  maximumAspect: number;
  warnings: string[];
}
