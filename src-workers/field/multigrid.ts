// Multigrid over lines: quadratic section -> linear section on the same triangles -> aggregates -> a small banded system solved directly.
// All levels keep the form  sum over slabs of (section matrix) (x) (matrix along x), so electrode bodies are exact on every level.
// As a preconditioner it works in single precision, with half the memory; what it preconditions is computed in double.
import type { FieldComponents } from '../mesh/extruded-mesh';
import { aggregationProlongation } from './aggregation';
import { factorBanded, solveBanded, type BandedFactor } from './banded';
import { createKernelMemory, floatBytes, newFloats, type Floats } from './kernel-memory';
import { createLevel, levelBytes, multiply, smoothBackward, smoothFromZero, type LineLevel, type LineOperator } from './line-level';
import { galerkin, transpose, type SparseMatrix } from './sparse';

/** Systems with at most this many lines are solved directly. */
const DIRECT_LINES = 24;
/** Levels from this one on are cycled twice. */
const FIRST_TWICE = 1;
const PRECISION = 'f32';

export interface MultigridLevel extends LineLevel {
  prolongation: SparseMatrix | null;
  restriction: SparseMatrix | null;
  /** Right-hand side of this level inside the cycle. */
  b: Floats;
  /** Result of the first of two cycles, and what that left (empty on the finest). */
  first: Floats;
  remainder: Floats;
}

export interface Multigrid {
  levels: MultigridLevel[];
  coarsest: BandedFactor;
}

/** `extraBytes`: of kernel memory beside what the levels take. */
export function buildMultigrid(finest: LineOperator, firstProlongation: SparseMatrix, extraBytes: number): Multigrid {
  const operators = [finest];
  const prolongations: (SparseMatrix | null)[] = [firstProlongation];
  for (let prolongation: SparseMatrix | null = firstProlongation; prolongation !== null;) {
    const coarse = coarsened(operators[operators.length - 1], prolongation);
    operators.push(coarse);
    prolongation = coarse.lineCount <= DIRECT_LINES ? null : nextProlongation(coarse);
    prolongations.push(prolongation);
  }
  const sizes = operators.map(({ lineCount, grid }) => lineCount * grid.nodeCount), innerSizes = [0, ...sizes.slice(1)];
  const memory = createKernelMemory(operators.reduce((bytes, operator, depth) => bytes + levelBytes(operator, PRECISION) + floatBytes(sizes[depth], PRECISION) + 2 * floatBytes(innerSizes[depth], PRECISION), extraBytes));
  const levels = operators.map((operator, depth): MultigridLevel => {
    const prolongation = prolongations[depth];
    return {
      ...createLevel(operator, memory, PRECISION), prolongation, restriction: prolongation === null ? null : transpose(prolongation),
      b: newFloats(memory, sizes[depth], PRECISION), first: newFloats(memory, innerSizes[depth], PRECISION), remainder: newFloats(memory, innerSizes[depth], PRECISION),
    };
  });
  return { levels, coarsest: factorBanded(operators[operators.length - 1]) };
}

function coarsened(operator: LineOperator, prolongation: SparseMatrix): LineOperator {
  const patternCount = operator.stiffness.length;
  const { pattern, values } = galerkin(operator.pattern, [...operator.stiffness, ...operator.mass], prolongation);
  const endIsGround = new Uint8Array(prolongation.columnCount);
  operator.endIsGround.forEach((flag, i) => {
    if (flag === 1) for (let p = prolongation.rowStart[i]; p < prolongation.rowStart[i + 1]; p++) endIsGround[prolongation.columns[p]] = 1;
  });
  return { grid: operator.grid, lineCount: prolongation.columnCount, endIsGround, pattern, stiffness: values.slice(0, patternCount), mass: values.slice(patternCount) };
}

function nextProlongation(operator: LineOperator): SparseMatrix | null {
  const total = new Float64Array(operator.pattern.columns.length);
  for (const stiffness of operator.stiffness) for (let p = 0; p < total.length; p++) total[p] += stiffness[p];
  const prolongation = aggregationProlongation(operator.pattern, total, brokenEntries(operator));
  return prolongation.columnCount > 0 && prolongation.columnCount < operator.lineCount ? prolongation : null;
}

/**
 * Pairs of lines that an electrode body takes apart somewhere, so that the potential may jump between them, or of which only one ends on
 * ground: no coarse line may span both.
 */
function brokenEntries({ pattern, stiffness, mass, endIsGround }: LineOperator): Uint8Array {
  const isBroken = new Uint8Array(pattern.columns.length);
  pattern.diagonal.forEach((d, i) => {
    for (let p = pattern.rowStart[i]; p < pattern.rowStart[i + 1]; p++) {
      const other = pattern.diagonal[pattern.columns[p]];
      const isApart = mass.some((values, s) => values[d] > 0 && values[other] > 0 && values[p] === 0 && stiffness[s][p] === 0);
      if (isApart || endIsGround[i] !== endIsGround[pattern.columns[p]]) isBroken[p] = 1;
    }
  });
  return isBroken;
}

/** From linear to quadratic functions on the same triangles: a corner's line keeps its value, a middle's takes half from either end. */
export function linearProlongation(components: FieldComponents, triangles: Int32Array, cornerCount: number): SparseMatrix {
  const { lineOfNode, freeLineCount } = components;
  const parents: [number, number][] = new Array<[number, number]>(freeLineCount);
  const isCorner = new Uint8Array(freeLineCount);
  for (const lines of lineOfNode) {
    for (let node = 0; node < cornerCount; node++) if (lines[node] >= 0 && lines[node] < freeLineCount) isCorner[lines[node]] = 1;
    for (let o = 0; o < triangles.length; o += 6) {
      for (let i = 0; i < 3; i++) {
        const middle = lines[triangles[o + 3 + i]];
        if (middle >= 0 && middle < freeLineCount) parents[middle] = [lines[triangles[o + i]], lines[triangles[o + ((i + 1) % 3)]]];
      }
    }
  }
  let coarseCount = 0;
  const coarseOf = Int32Array.from(isCorner, (corner) => corner === 1 ? coarseCount++ : -1);
  const rowStart = new Int32Array(freeLineCount + 1);
  const columns: number[] = [], values: number[] = [];
  for (let line = 0; line < freeLineCount; line++) {
    if (coarseOf[line] >= 0) {
      columns.push(coarseOf[line]);
      values.push(1);
    } else {
      for (const parent of parents[line]) {
        if (parent < 0 || parent >= freeLineCount) continue;
        columns.push(coarseOf[parent]);
        values.push(0.5);
      }
    }
    rowStart[line + 1] = columns.length;
  }
  return { columnCount: coarseCount, rowStart, columns: Int32Array.from(columns), values: Float64Array.from(values) };
}

/** A second cycle on the residual of the first (a W-cycle): the coarse levels are cheap and save iterations on the finest. */
function repeatCycle(multigrid: Multigrid, depth: number): void {
  const level = multigrid.levels[depth];
  const { kernel, b, x, product, first, remainder } = level;
  first.set(x);
  remainder.set(b);
  multiply(level, first, product);
  kernel.addScaled(remainder.byteOffset, product.byteOffset, b.length, -1);
  cycle(multigrid, remainder, depth);
  kernel.addScaled(x.byteOffset, first.byteOffset, b.length, 1);
}

/** x = (approximately A^-1) b: one multigrid cycle, symmetric and positive definite as a preconditioner must be. */
export function precondition(multigrid: Multigrid, b: Float64Array, x: Float64Array): void {
  const { levels: [finest] } = multigrid;
  finest.b.set(b);
  cycle(multigrid, finest.b, 0);
  x.set(finest.x);
}

/** Leaves the result in the level's own x. */
function cycle(multigrid: Multigrid, b: Floats, depth: number): void {
  const level = multigrid.levels[depth];
  if (level.prolongation === null || level.restriction === null) {
    level.x.set(b);
    solveBanded(multigrid.coarsest, level.x);
    return;
  }
  const coarse = multigrid.levels[depth + 1];
  smoothFromZero(level, b);
  coarse.b.fill(0);
  addLines(level, level.restriction, level.product, coarse.b);
  cycle(multigrid, coarse.b, depth + 1);
  if (depth + 1 >= FIRST_TWICE && coarse.prolongation !== null) repeatCycle(multigrid, depth + 1);
  addLines(level, level.prolongation, coarse.x, level.x);
  smoothBackward(level, b);
}

/** to += matrix (x) identity * from, line by line. */
function addLines({ kernel, bytes, grid: { nodeCount: n } }: LineLevel, matrix: SparseMatrix, from: Floats, to: Floats): void {
  for (let i = 0; i + 1 < matrix.rowStart.length; i++) {
    for (let p = matrix.rowStart[i]; p < matrix.rowStart[i + 1]; p++) {
      kernel.addScaled(to.byteOffset + bytes * i * n, from.byteOffset + bytes * matrix.columns[p] * n, n, matrix.values[p]);
    }
  }
}
