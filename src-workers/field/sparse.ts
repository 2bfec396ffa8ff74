// Sparse matrices over lines of unknowns: one symmetric pattern, several arrays of values.

/** Row i has its columns, ascending, in columns[rowStart[i] .. rowStart[i + 1]). */
export interface SparsePattern {
  rowStart: Int32Array;
  columns: Int32Array;
  /** Position of (i, i). */
  diagonal: Int32Array;
}

/** Pattern of all pairs within each group of rows (an element's lines). Every row gets its diagonal. */
export function patternOfGroups(rowCount: number, groups: readonly Int32Array[], groupSizes: readonly number[]): SparsePattern {
  const counts = new Int32Array(rowCount + 1);
  groups.forEach((group, g) => { for (const row of group) counts[row + 1] += groupSizes[g]; });
  for (let i = 0; i < rowCount; i++) counts[i + 1] += counts[i] + 1;
  const raw = new Int32Array(counts[rowCount]);
  const fill = counts.slice(0, rowCount);
  for (let i = 0; i < rowCount; i++) raw[fill[i]++] = i;
  groups.forEach((group, g) => {
    const size = groupSizes[g];
    for (let o = 0; o < group.length; o += size) for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) raw[fill[group[o + i]]++] = group[o + j];
  });
  const rowStart = new Int32Array(rowCount + 1), diagonal = new Int32Array(rowCount);
  let n = 0;
  for (let i = 0; i < rowCount; i++) {
    const row = raw.subarray(counts[i], fill[i]).sort();
    for (let k = 0; k < row.length; k++) {
      if (k > 0 && row[k] === row[k - 1]) continue;
      if (row[k] === i) diagonal[i] = n;
      raw[n++] = row[k];
    }
    rowStart[i + 1] = n;
  }
  return { rowStart, columns: raw.slice(0, n), diagonal };
}

/** Position of (row, column) in the pattern. */
export function positionOf({ rowStart, columns }: SparsePattern, row: number, column: number): number {
  let low = rowStart[row], high = rowStart[row + 1] - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (columns[middle] < column) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A general sparse matrix, row by row (prolongations). */
export interface SparseMatrix {
  columnCount: number;
  rowStart: Int32Array;
  columns: Int32Array;
  values: Float64Array;
}

export function transpose(matrix: SparseMatrix): SparseMatrix {
  const rowCount = matrix.rowStart.length - 1;
  const rowStart = new Int32Array(matrix.columnCount + 1);
  for (const column of matrix.columns) rowStart[column + 1]++;
  for (let i = 0; i < matrix.columnCount; i++) rowStart[i + 1] += rowStart[i];
  const fill = rowStart.slice();
  const columns = new Int32Array(matrix.columns.length), values = new Float64Array(matrix.columns.length);
  for (let i = 0; i < rowCount; i++) {
    for (let p = matrix.rowStart[i]; p < matrix.rowStart[i + 1]; p++) {
      const at = fill[matrix.columns[p]]++;
      columns[at] = i;
      values[at] = matrix.values[p];
    }
  }
  return { columnCount: rowCount, rowStart, columns, values };
}

/** P' A P for several value arrays A on one pattern; the result shares one pattern as well. */
export function galerkin(pattern: SparsePattern, values: readonly Float64Array[], prolongation: SparseMatrix): { pattern: SparsePattern; values: Float64Array[] } {
  const restriction = transpose(prolongation);
  const coarseCount = prolongation.columnCount;
  const slot = new Int32Array(coarseCount).fill(-1);
  const rowStart = new Int32Array(coarseCount + 1), diagonal = new Int32Array(coarseCount);
  const columns: number[] = [];
  const sums: number[][] = values.map(() => []);
  for (let row = 0; row < coarseCount; row++) {
    const begin = columns.length;
    slot[row] = columns.push(row) - 1;
    for (const sum of sums) sum.push(0);
    for (let p = restriction.rowStart[row]; p < restriction.rowStart[row + 1]; p++) {
      const i = restriction.columns[p], wi = restriction.values[p];
      for (let q = pattern.rowStart[i]; q < pattern.rowStart[i + 1]; q++) {
        const j = pattern.columns[q];
        for (let c = prolongation.rowStart[j]; c < prolongation.rowStart[j + 1]; c++) {
          const column = prolongation.columns[c], w = wi * prolongation.values[c];
          if (slot[column] < begin) {
            slot[column] = columns.push(column) - 1;
            for (const sum of sums) sum.push(0);
          }
          for (let v = 0; v < values.length; v++) sums[v][slot[column]] += w * values[v][q];
        }
      }
    }
    sortRow(columns, sums, begin);
    rowStart[row + 1] = columns.length;
    for (let p = begin; p < columns.length; p++) if (columns[p] === row) diagonal[row] = p;
  }
  return { pattern: { rowStart, columns: Int32Array.from(columns), diagonal }, values: sums.map((sum) => Float64Array.from(sum)) };
}

function sortRow(columns: number[], sums: number[][], begin: number): void {
  const order = columns.slice(begin).map((_, k) => begin + k).sort((p, q) => columns[p] - columns[q]);
  const sorted = order.map((p) => columns[p]);
  const sortedSums = sums.map((sum) => order.map((p) => sum[p]));
  for (let k = 0; k < sorted.length; k++) {
    columns[begin + k] = sorted[k];
    sums.forEach((sum, v) => { sum[begin + k] = sortedSums[v][k]; });
  }
}
