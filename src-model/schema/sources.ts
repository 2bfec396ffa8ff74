// Where defaults and rules of the project come from, as the help beside each field says it.

export const NRV_DEFAULT = 'Default of NRV 1.4.0 (Couppey et al. 2024, PLoS Comput Biol 20:e1011826).';
export const NRV_RULE = 'Rule of NRV 1.4.0 (Couppey et al. 2024, PLoS Comput Biol 20:e1011826).';
export const CHOSEN = 'Chosen for this program; there is no standard value.';
/** For defaults that change nothing: no shift, no turn, a factor of 1. */
export const NEUTRAL = 'Chosen for this program: neutral, nothing is changed.';
export const MATERIAL_SOURCE = 'Every material of the library names its own source.';
export const GRINBERG = 'Grinberg et al. 2008, IEEE TNSRE 16:572-581.';
export const DRAWN = 'When absent: drawn with the seed of the project.';
/** Of no particular device. */
export const THIN_FILM = 'Chosen for this program: the order of size of thin-film electrodes (Boretius et al. 2010, Biosens Bioelectron 26:62-69).';
export const CATHODIC_FIRST = 'Chosen for this program: a cathodic phase excites best, so it comes first.';
export const SAMPLE_SOURCE = 'Chosen for this program: the default time step of the simulation.';
export const EVERYTHING = 'Chosen for this program: what is not limited holds for all.';
export const GEOMETRY_SOURCE = 'MRG: McIntyre et al. 2002, J Neurophysiol 87:995-1006. ascent: Musselman et al. 2021, PLoS Comput Biol 17:e1009285. '
  + 'pena: Pena et al. 2024, PLoS Comput Biol 20:e1011833. gaines: Gaines et al. 2018, J Comput Neurosci 45:29-43';
export const D_LAMBDA = 'Hines & Carnevale 2001, Neuroscientist 7:123-135; also the default of NRV 1.4.0';
export const UNMYELINATED_SOURCE = `${NRV_DEFAULT} HH: Hodgkin & Huxley 1952, J Physiol 117:500-544. Rattay-Aberham: 1993, IEEE Trans Biomed Eng 40:1201-1209. Sundt: 2015, J Neurophysiol 114:3140-3153. `
  + 'Tigerholm: 2014, J Neurophysiol 111:1721-1735. Schild: 1994, J Neurophysiol 71:2338-2358; 1997, J Neurophysiol 78:3198-3209';
export const KEEP_LITTLE = 'Chosen for this program: traces are large, so what is not asked for is not kept.';
