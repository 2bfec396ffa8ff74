// A potential (or any quantity) sampled on a regular grid over the transverse plane: made by the engine, drawn by the views.

/** values[row * columns + column]: columns run along y, rows along z, cell centres; NaN where there is nothing to show. */
export interface FieldSlice {
  title: string;
  unit: string;
  xUm: number;
  minYUm: number;
  maxYUm: number;
  minZUm: number;
  maxZUm: number;
  columns: number;
  rows: number;
  values: Float64Array | Float32Array;
}
