// The figures of a run: the nerve with all fibres before it, with the recruited ones filled after it, each fascicle enlarged, and diameters.
import { crossSectionFigure } from '../../src-model/figures/cross-section-figure';
import { diameterFigure } from '../../src-model/figures/diameter-figure';
import type { Figure } from '../../src-model/figures/figure';
import type { Project } from '../../src-model/project';
import type { FiberTable } from '../../src-model/results';
import { renderPng, renderSvg } from './render-figure';
import type { ResultsFolder } from './results-folder';

/** More fascicles than this are shown in the whole nerve only. */
const MAXIMUM_FASCICLE_FIGURES = 30;

/** Names of fascicles are the user's; file names keep letters, digits, "-" and "_". */
export function fileNamePart(name: string): string {
  return name.replace(/[^\p{L}\p{N}_-]+/gu, '-');
}

async function writeFigure(folder: ResultsFolder, name: string, figure: Figure): Promise<void> {
  const svg = renderSvg(figure);
  await folder.write(`figures/${name}.svg`, svg);
  await folder.write(`figures/${name}.png`, await renderPng(svg));
}

export async function writeFiguresBefore(folder: ResultsFolder, project: Project, fibers: FiberTable): Promise<void> {
  await writeFigure(folder, 'nerve-before', crossSectionFigure({ project, fibers, theme: 'light' }));
  await writeFigure(folder, 'diameters', diameterFigure(project.name, fibers, 'light'));
}

export async function writeFiguresAfter(folder: ResultsFolder, project: Project, fibers: FiberTable): Promise<void> {
  await writeFigure(folder, 'nerve-recruited', crossSectionFigure({ project, fibers, theme: 'light' }));
  await writeFigure(folder, 'diameters-recruited', diameterFigure(project.name, fibers, 'light'));
  if (project.fascicles.length > MAXIMUM_FASCICLE_FIGURES) return;
  for (const [index, { id }] of project.fascicles.entries()) {
    await writeFigure(folder, `fascicle-${index + 1}-${fileNamePart(id)}-recruited`, crossSectionFigure({ project, fibers, theme: 'light', fascicle: id }));
  }
}
