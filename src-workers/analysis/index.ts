// What the analysis of traces and spike rasters offers to the other rooms.
export { isRecruited, splitActionPotentials, startTimeMs, startXUm, summarizeSpikes, type ActionPotential, type SpikeSummary } from './action-potentials';
export { judgeBlock, summarizeBlock, type BlockAnswer, type BlockSummary, type BlockVerdict } from './block';
export { centralRow } from './central-row';
export { collided, conductionSpeed, reachedBothEnds, reachedEnds, startToEndSpeed, withinTimeFrame, type FiberFrame } from './conduction';
export { notchFilter } from './notch-filter';
export { findPeaks, type PeakRules } from './peaks';
export { DEFAULT_SPIKE_RULES, interpolatedPeakMs, rasterOf, rasterRow, type Raster, type SpikeRules } from './raster';
