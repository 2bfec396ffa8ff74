// Point sources in an infinite homogeneous medium, in closed form.
// Isotropic: 1 / (4 pi sigma r), Malmivuo & Plonsey 1995. Anisotropic: Grill 1999, IEEE TBME 46:918-928.
import { ProblemError } from '../../src-model/problem';
import type { Conductivity } from '../../src-model/library/conductivity';
import type { Electrode, ElectrodeOf } from '../../src-model/project';

/** A point closer to the source than this is taken for the source itself, um. */
const COINCIDENT_UM = 1e-6;

/**
 * Potentials (mV per mA) of a point electrode at points x, y, z (um) at 3n. Conductivity in S/m.
 * Throws ProblemError when a point coincides with the electrode, where the potential is infinite.
 */
export function pointSourcePotentials(electrode: ElectrodeOf<'point'>, medium: Conductivity, pointsUm: Float64Array): Float64Array {
  const out = new Float64Array(pointsUm.length / 3);
  const forX = medium.yy * medium.zz, forY = medium.xx * medium.zz, forZ = medium.xx * medium.yy;
  for (let n = 0; n < out.length; n++) {
    const dx = pointsUm[3 * n] - electrode.xUm, dy = pointsUm[3 * n + 1] - electrode.yUm, dz = pointsUm[3 * n + 2] - electrode.zUm;
    if (Math.hypot(dx, dy, dz) < COINCIDENT_UM) {
      throw new ProblemError([{ severity: 'error', path: ['electrodes'], where: `electrode "${electrode.id}"`,
        message: `A fibre passes through the point source at (${electrode.xUm}, ${electrode.yUm}, ${electrode.zUm}) um, where the potential is infinite. Move the electrode or the fibre.` }]);
    }
    // Distances in m: 1e6 / um.
    out[n] = 1e6 / (4 * Math.PI * Math.sqrt(forX * dx * dx + forY * dy * dy + forZ * dz * dz));
  }
  return out;
}

/** The same for any electrode of a project without a nerve, where only point sources have a meaning. */
export function homogeneousPotentials(electrode: Electrode, medium: Conductivity, pointsUm: Float64Array): Float64Array {
  if (electrode.kind === 'point') return pointSourcePotentials(electrode, medium, pointsUm);
  throw new ProblemError([{ severity: 'error', path: ['electrodes'], where: `electrode "${electrode.id}"`,
    message: `An electrode of kind "${electrode.kind}" needs a nerve to be meshed. Add a nerve, or use a point source in the homogeneous medium.` }]);
}
