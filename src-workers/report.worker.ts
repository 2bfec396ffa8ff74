// Worker for the figures of a run. Keeps the large libraries out of the main process.
import { expose, Transfer } from 'threads/worker';
import { crossSectionFigure, type CrossSectionInput } from '../src-model/figures/cross-section-figure';
import { diameterFigure } from '../src-model/figures/diameter-figure';
import type { Figure } from '../src-model/figures/figure';
import { studyFigure } from '../src-model/figures/study-figure';
import type { FiberTable, StudyTable } from '../src-model/results';
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
};

export type ReportWorker = typeof reportApi;
expose(reportApi);
