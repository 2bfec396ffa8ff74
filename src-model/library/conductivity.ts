/** Diagonal conductivity tensor, S/m; x along the nerve. */
export interface Conductivity {
  xx: number;
  yy: number;
  zz: number;
}
