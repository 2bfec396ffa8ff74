// What the analysis of traces and spike rasters offers to the other rooms.
export { isRecruited, splitActionPotentials, startTimeMs, startXUm, summarizeSpikes, type ActionPotential, type SpikeSummary } from './action-potentials';
export { findPeaks, type PeakRules } from './peaks';
export { DEFAULT_SPIKE_RULES, interpolatedPeakMs, rasterOf, rasterRow, type Raster, type SpikeRules } from './raster';
