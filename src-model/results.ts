// What a finished run looks like to those who show it: plain data, typed arrays, no files. The main process reads it from
// the results folder and sends it to the window; figures and tables are made from nothing else.
import type { Project } from './project';

/** A further numeric column of the fibre table; `values` has one entry per fibre, NaN where there is none. */
export interface ResultColumn {
  /** Identifier as in fibers.csv and results.h5, for example "thresholdUa". */
  key: string;
  title: string;
  /** Unit symbol, '' for pure numbers. */
  unit: string;
  values: Float64Array;
  /** Of a column of choices: `values` are positions in this list. */
  labels?: string[];
}

/** What a value of a column is called; null where it is a number. */
export const labelAt = ({ labels, values }: ResultColumn, row: number): string | null => labels?.[values[row]] ?? null;

/** Values of `FiberTable.recruited`. */
export const RECRUITED = 1;
export const NOT_RECRUITED = 0;
/** Not simulated yet, left out, or failed. */
export const UNDECIDED = -1;

/**
 * All placed fibres, fascicle by fascicle. Every array has length `count`; ids are unique. `fascicle[k]` indexes `fascicles`.
 * myelinated: 1 or 0. diameterUm: outside of the myelin. yUm, zUm: absolute centre, um. recruited: RECRUITED, NOT_RECRUITED or UNDECIDED.
 */
export interface FiberTable {
  count: number;
  fascicles: string[];
  ids: string[];
  fascicle: Uint16Array;
  myelinated: Uint8Array;
  diameterUm: Float64Array;
  yUm: Float64Array;
  zUm: Float64Array;
  recruited: Int8Array;
  columns: ResultColumn[];
}

/** One entry per detected spike, in no particular order; fiber indexes the fibre table. xUm: where it was detected. */
export interface Raster {
  fiber: Uint32Array;
  timeMs: Float64Array;
  xUm: Float64Array;
}

/** values[row * sampleCount + sample]: rows are positions (xUm, ascending), samples are sampleMs apart from t = 0. */
export interface FiberTrace {
  /** "V", "i_mem", "i_<current>", "g_<current>" or a gate's name. */
  quantity: string;
  unit: string;
  xUm: Float64Array;
  sampleCount: number;
  sampleMs: number;
  values: Float32Array | Float64Array;
}

/** A table that a study produced: the columns have equal lengths; the first one is the abscissa. `id` is unique in a run; `kind` is the study's. */
export interface StudyTable {
  id: string;
  kind: string;
  title: string;
  columns: ResultColumn[];
  /** Where rows are fibres: their ids. */
  fiberIds?: string[];
  /** Numbers beside the table, for example a fitted rheobase. */
  summary: { title: string; unit: string; value: number }[];
}

export interface RunResults {
  name: string;
  /** The project as it was run, so that old results open without their file. */
  project: Project;
  finishedAt: string;
  /** From the first phase to the last file; 0 when it is not known. */
  seconds: number;
  fibers: FiberTable;
  raster: Raster | null;
  /** Fibres whose traces were kept; the traces themselves are asked for one fibre at a time. */
  tracedFibers: string[];
  studies: StudyTable[];
  phases: { name: string; seconds: number }[];
  warnings: string[];
}
