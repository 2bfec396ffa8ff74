// The material library: low-frequency conductivities of tissues and electrode materials, each with its source.
import { ProblemError } from '../problem';
import type { Material } from '../project';
import type { Conductivity } from './conductivity';

export interface LibraryMaterial {
  /** What it is, in words. */
  title: string;
  conductivity: Conductivity;
  /** Authors, year, journal. */
  source: string;
}

const isotropic = (sPerM: number): Conductivity => ({ xx: sPerM, yy: sPerM, zz: sPerM });

const HORN = 'Horn et al. 2023, Artif Organs 47:705-720';
const GEDDES = 'Geddes & Baker 1967, Med Biol Eng 5:271-293';

export const MATERIALS: Readonly<Record<string, LibraryMaterial>> = {
  endoneurium_ranck: {
    title: 'Endoneurium, anisotropic',
    conductivity: { xx: 0.571, yy: 0.085, zz: 0.085 },
    source: 'Ranck & BeMent 1965, Exp Neurol 11:451-463',
  },
  endoneurium_bhadra: { title: 'Endoneurium, isotropic', conductivity: isotropic(0.2), source: 'Bhadra et al. 2007, J Comput Neurosci 22:313-326' },
  endoneurium_horn: { title: 'Endoneurium, isotropic', conductivity: isotropic(1.03), source: HORN },
  epineurium: { title: 'Epineurium', conductivity: isotropic(0.085), source: 'Choi, Cavanaugh, Durand 2001, IEEE TBME 48:165-172' },
  epineurium_horn: { title: 'Epineurium', conductivity: isotropic(0.018), source: HORN },
  perineurium: { title: 'Perineurium', conductivity: isotropic(0.002), source: 'Weerasuriya et al. 1984, Biophys J 46:167-174' },
  perineurium_horn: { title: 'Perineurium', conductivity: isotropic(2.7e-4), source: HORN },
  saline: { title: 'Saline', conductivity: isotropic(0.5), source: 'Conventional value' },
  muscle: { title: 'Muscle', conductivity: isotropic(0.2), source: GEDDES },
  epidural_space: { title: 'Epidural space', conductivity: isotropic(0.2), source: GEDDES },
  dura: { title: 'Dura mater', conductivity: isotropic(0.03), source: 'Struijk, Holsheimer, Boom 1993, IEEE TBME 40:632-639' },
  cerebrospinal_fluid: { title: 'Cerebrospinal fluid', conductivity: isotropic(1.8), source: 'Baumann et al. 1997, IEEE TBME 44:220-223' },
  bone: { title: 'Bone', conductivity: isotropic(0.02), source: 'Kosterich, Foster, Pollack 1983, IEEE TBME 30:81-86' },
  axoplasmic_mrg: {
    title: 'Axoplasm of the MRG fibre (70 ohm cm)',
    conductivity: isotropic(1 / 0.7),
    source: 'McIntyre, Richardson, Grill 2002, J Neurophysiol 87:995-1006',
  },
  platinum: { title: 'Platinum', conductivity: isotropic(9.43e6), source: 'Textbook value (Serway 2006)' },
  silicone: { title: 'Silicone', conductivity: isotropic(1e-12), source: 'Conventional value for an insulator (Davis 1959)' },
};

export function isLibraryMaterial(name: string): boolean {
  return Object.hasOwn(MATERIALS, name);
}

/** Name of a material as the user knows it. */
export function materialName(material: Material): string {
  return typeof material === 'string' ? material : material.name;
}

/** Diagonal conductivity in S/m. Throws ProblemError for a name that the library does not have. */
export function conductivityOf(material: Material): Conductivity {
  if (typeof material !== 'string') {
    const own = material.conductivitySPerM;
    return typeof own === 'number' ? isotropic(own) : { ...own };
  }
  if (!isLibraryMaterial(material)) throw new ProblemError([{ severity: 'error', path: [], where: `material "${material}"`, message: unknownMaterialMessage(material) }]);
  return { ...MATERIALS[material].conductivity };
}

export function unknownMaterialMessage(name: string): string {
  return `The material library has no "${name}". Choose one of ${Object.keys(MATERIALS).join(', ')}, or give your own name and conductivity.`;
}
