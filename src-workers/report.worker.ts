// Worker for what a run leaves behind: figures, and results.h5 written and read. Keeps the large libraries out of the main process.
import { expose, Transfer } from 'threads/worker';
import { crossSectionFigure, type CrossSectionInput } from '../src-model/figures/cross-section-figure';
import { diameterFigure } from '../src-model/figures/diameter-figure';
import type { FiberTable, FiberTrace } from '../src-model/results';
import { writeHdf5, type Hdf5Group } from './report/hdf5';
import { storedResults, storedTraces, type StoredResults } from './report/read-results';
import { renderPng, renderSvg } from './report/render-figure';

export type FigureRequest =
  | { kind: 'cross-section'; input: CrossSectionInput }
  | { kind: 'diameters'; projectName: string; fibers: FiberTable };

export interface RenderedFigure { svg: string; png: Uint8Array }

/** threads.js unwraps the descriptor on its way to the caller, who gets the value itself. */
const handedOver = <T>(value: T, bytes: Uint8Array): T => Transfer(value, [bytes.buffer as ArrayBuffer]) as unknown as T;

const reportApi = {
  async figure(request: FigureRequest): Promise<RenderedFigure> {
    const svg = renderSvg(request.kind === 'diameters' ? diameterFigure(request.projectName, request.fibers, 'light') : crossSectionFigure(request.input));
    const png = await renderPng(svg);
    return handedOver({ svg, png }, png);
  },

  async writeHdf5(root: Hdf5Group): Promise<Uint8Array> {
    const bytes = await writeHdf5(root);
    return handedOver(bytes, bytes);
  },

  readResults(bytes: Uint8Array): Promise<StoredResults> {
    return storedResults(bytes);
  },

  readTraces(bytes: Uint8Array, fiberId: string): Promise<FiberTrace[]> {
    return storedTraces(bytes, fiberId);
  },
};

export type ReportWorker = typeof reportApi;
expose(reportApi);
