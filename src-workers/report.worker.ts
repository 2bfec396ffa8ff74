// Worker for what a run leaves behind: figures, and results.h5 written and read. Keeps the large libraries out of the main process.
import { expose, Transfer } from 'threads/worker';
import { crossSectionFigure, type CrossSectionInput } from '../src-model/figures/cross-section-figure';
import { diameterFigure } from '../src-model/figures/diameter-figure';
import type { Figure } from '../src-model/figures/figure';
import { studyFigure } from '../src-model/figures/study-figure';
import type { FiberTable, FiberTrace, StudyTable } from '../src-model/results';
import { compareHdf5 } from './report/compare-hdf5';
import { writeHdf5, type Hdf5Group } from './report/hdf5';
import { storedResults, storedTraces, type StoredResults } from './report/read-results';
import { renderPdf, renderPng, renderSvg } from './report/render-figure';

export type FigureRequest =
  | { kind: 'cross-section'; input: CrossSectionInput }
  | { kind: 'diameters'; projectName: string; fibers: FiberTable }
  | { kind: 'study'; projectName: string; table: StudyTable };

export interface RenderedFigure { svg: string; png: Uint8Array; pdf: Uint8Array }

/** threads.js unwraps the descriptor on its way to the caller, who gets the value itself. */
const handedOver = <T>(value: T, bytes: Uint8Array): T => Transfer(value, [bytes.buffer as ArrayBuffer]) as unknown as T;

function figureOf(request: FigureRequest): Figure | null {
  switch (request.kind) {
    case 'cross-section': return crossSectionFigure(request.input);
    case 'diameters': return diameterFigure(request.projectName, request.fibers, 'light');
    case 'study': return studyFigure(request.projectName, request.table, 'light');
  }
}

const reportApi = {
  /** Null when there is nothing to draw: a study without a finished point. */
  async figure(request: FigureRequest): Promise<RenderedFigure | null> {
    const figure = figureOf(request);
    if (figure === null) return null;
    const svg = renderSvg(figure);
    const png = await renderPng(svg);
    return handedOver({ svg, png, pdf: await renderPdf(svg) }, png);
  },

  async writeHdf5(root: Hdf5Group): Promise<Uint8Array> {
    const bytes = await writeHdf5(root);
    return handedOver(bytes, bytes);
  },

  readResults(bytes: Uint8Array): Promise<StoredResults> {
    return storedResults(bytes);
  },

  compareHdf5(one: Uint8Array, other: Uint8Array): Promise<string | null> {
    return compareHdf5(one, other);
  },

  readTraces(bytes: Uint8Array, fiberId: string): Promise<FiberTrace[]> {
    return storedTraces(bytes, fiberId);
  },
};

export type ReportWorker = typeof reportApi;
expose(reportApi);
