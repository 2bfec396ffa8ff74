// The nerve's cross-section with its fascicles, electrodes and all fibres to scale: before a run every fibre in the colour of its
// type, after it the recruited ones filled and the others pale. Both axes in um with equal scale.
import type { CustomSeriesOption, EChartsOption } from 'echarts';
import { clippedToBox } from '../geometry/clip-polygon';
import { boxOf, type BoxUm, type PointUm } from '../geometry/point';
import { boundingBox, outlinePoints } from '../geometry/shape';
import { perineuriumThicknessUm } from '../library/perineurium';
import type { Project } from '../project';
import { RECRUITED, UNDECIDED, type FiberTable } from '../results';
import { electrodeSection } from './electrode-section';
import { FIGURE_FONT, FONT_PX, roundStep, titleOf, type Figure } from './figure';
import { paletteOf, type Theme } from './palette';

export interface CrossSectionInput {
  project: Pick<Project, 'name' | 'nerve' | 'fascicles' | 'electrodes'>;
  fibers: FiberTable;
  theme: Theme;
  /** Show only this fascicle and its fibres, with the electrodes around them. */
  fascicle?: string;
}

const PLOT_PX = 620;
const MARGINS = { left: 78, right: 222, top: 70, bottom: 64 };
const NERVE_POINTS = 180;
/** Fibres thinner than this on the figure would vanish. */
const LEAST_RADIUS_PX = 0.8;

function viewBox({ project, fibers, fascicle }: CrossSectionInput): BoxUm {
  const chosen = project.fascicles.find((candidate) => candidate.id === fascicle);
  const points: PointUm[] = [];
  const addBox = (box: BoxUm): void => { points.push([box.minYUm, box.minZUm], [box.maxYUm, box.maxZUm]); };
  if (chosen) addBox(boundingBox(chosen.shape));
  else {
    if (project.nerve) {
      const radius = project.nerve.diameterUm / 2;
      points.push([-radius, -radius], [radius, radius]);
    } else {
      fibers.yUm.forEach((y, k) => points.push([y, fibers.zUm[k]]));
    }
    for (const electrode of project.electrodes) for (const part of electrodeSection(electrode, project.nerve, 0)) points.push(...part.verticesUm);
  }
  const box = boxOf(points.length > 0 ? points : [[0, 0]]);
  // Single fibres in a medium: room around a box that may have no extent in one direction.
  const size = Math.max(box.maxYUm - box.minYUm, box.maxZUm - box.minZUm, 20);
  const middleY = (box.minYUm + box.maxYUm) / 2;
  const middleZ = (box.minZUm + box.maxZUm) / 2;
  const half = (size / 2) * 1.06;
  return { minYUm: middleY - half, maxYUm: middleY + half, minZUm: middleZ - half, maxZUm: middleZ + half };
}

interface Style { fill: string; stroke: string; lineWidth: number; opacity?: number }
/** What is drawn, and the colours of its entry in the legend. */
interface Drawn { name: string; style: Style; series: CustomSeriesOption }

/** Polygons given in um, one series item each, cut to the view here: clip paths are slow to rasterise. */
function polygons(name: string, outlines: readonly PointUm[][], box: BoxUm, style: Style, z: number): Drawn {
  const shown = outlines.map((outline) => clippedToBox(outline, box)).filter((outline) => outline.length > 2);
  const series: CustomSeriesOption = {
    type: 'custom', name, silent: true, z, data: shown.map((_, index) => index),
    renderItem: (params, api) => ({
      type: 'polygon',
      shape: { points: shown[params.dataIndex].map(([y, zUm]) => api.coord([y, zUm])) },
      style,
    }),
  };
  return { name, style, series };
}

function fiberCircles(name: string, fibers: FiberTable, members: number[], style: Style, pxPerUm: number, z: number): Drawn {
  const series: CustomSeriesOption = {
    type: 'custom', name, z, data: members,
    renderItem: (params, api) => {
      const k = members[params.dataIndex];
      const [cx, cy] = api.coord([fibers.yUm[k], fibers.zUm[k]]);
      return { type: 'circle', shape: { cx, cy, r: Math.max(LEAST_RADIUS_PX, (fibers.diameterUm[k] / 2) * pxPerUm) }, style };
    },
  };
  return { name, style, series };
}

function fiberSeries({ fibers, theme, fascicle }: CrossSectionInput, pxPerUm: number): Drawn[] {
  const palette = paletteOf(theme);
  const decided = fibers.recruited.some((value) => value !== UNDECIDED);
  const shown = Array.from({ length: fibers.count }, (_, k) => k).filter((k) => fascicle === undefined || fibers.fascicles[fibers.fascicle[k]] === fascicle);
  return ([[1, 'Myelinated', palette.myelinated], [0, 'Unmyelinated', palette.unmyelinated]] as const).flatMap(([type, name, color]) => {
    const members = shown.filter((k) => fibers.myelinated[k] === type);
    if (members.length === 0) return [];
    const solid: Style = { fill: color, stroke: color, lineWidth: 0.6 };
    const pale: Style = { fill: palette.background, stroke: color, lineWidth: 0.7 };
    if (!decided) return [fiberCircles(`${name}: ${members.length}`, fibers, members, { ...solid, opacity: 0.75 }, pxPerUm, 4)];
    const recruited = members.filter((k) => fibers.recruited[k] === RECRUITED);
    const others = members.filter((k) => fibers.recruited[k] !== RECRUITED);
    return [
      fiberCircles(`${name},\nrecruited: ${recruited.length}`, fibers, recruited, solid, pxPerUm, 5),
      fiberCircles(`${name},\nnot recruited: ${others.length}`, fibers, others, pale, pxPerUm, 4),
    ];
  });
}

function anatomySeries({ project, theme }: CrossSectionInput, box: BoxUm): Drawn[] {
  const palette = paletteOf(theme);
  const { nerve, fascicles } = project;
  if (!nerve) return [];
  const circle = outlinePoints({ kind: 'circle', centerYUm: 0, centerZUm: 0, diameterUm: nerve.diameterUm }, NERVE_POINTS);
  const walls = fascicles.map((fascicle): Drawn =>
    polygons('Fascicle with\nperineurium', [outlinePoints(fascicle.shape, NERVE_POINTS)], box, { fill: palette.surface, stroke: palette.perineurium, lineWidth: perineuriumThicknessUm(fascicle, nerve) > 4 ? 2.4 : 1.6 }, 2));
  return [polygons('Epineurium', [circle], box, { fill: palette.nerve, stroke: palette.nerveLine, lineWidth: 1.2, opacity: 0.6 }, 1), ...walls];
}

function electrodeSeries({ project, theme }: CrossSectionInput, box: BoxUm, pxPerUm: number): Drawn[] {
  const palette = paletteOf(theme);
  const parts = project.electrodes.flatMap((electrode) => electrodeSection(electrode, project.nerve, 6 / pxPerUm));
  const outlines = (role: 'contact' | 'insulator'): PointUm[][] => parts.filter((part) => part.role === role).map((part) => part.verticesUm);
  const cuff = project.electrodes.some(({ kind }) => kind === 'cuff' || kind === 'multi-contact-cuff') ? '\n(cuff: thickness\nnot to scale)' : '';
  return [
    polygons(`Insulator${cuff}`, outlines('insulator'), box, { fill: palette.insulator, stroke: palette.insulator, lineWidth: 0.5 }, 3),
    polygons('Electrode contact', outlines('contact'), box, { fill: palette.electrode, stroke: palette.electrodeLine, lineWidth: 1 }, 3),
  ].filter(({ series }) => Array.isArray(series.data) && series.data.length > 0);
}

/** With a true minus sign, and without the rounding errors of a sum of steps. */
const signed = (value: number): string => String(Number(value.toPrecision(10))).replace('-', '\u2212');

function axis(name: string, nameGap: number, from: number, to: number, theme: Theme): EChartsOption['xAxis'] & EChartsOption['yAxis'] {
  const palette = paletteOf(theme);
  const interval = roundStep(to - from, 6);
  const first = Math.ceil(from / interval) * interval;
  const customValues = Array.from({ length: Math.floor((to - first) / interval + 1e-9) + 1 }, (_, k) => first + k * interval);
  return {
    type: 'value', name, nameGap, nameLocation: 'middle', min: from, max: to, splitLine: { show: false },
    nameTextStyle: { fontFamily: FIGURE_FONT, fontSize: FONT_PX.axis, color: palette.text },
    axisLine: { show: true, onZero: false, lineStyle: { color: palette.axis } },
    axisTick: { show: true, customValues },
    axisLabel: { fontFamily: FIGURE_FONT, fontSize: FONT_PX.tick, color: palette.text, customValues, formatter: (value: number) => signed(value) },
  };
}

export function crossSectionFigure(input: CrossSectionInput): Figure {
  const { project, fibers, theme, fascicle } = input;
  const palette = paletteOf(theme);
  const box = viewBox(input);
  const pxPerUm = PLOT_PX / (box.maxYUm - box.minYUm);
  const drawn = [...anatomySeries(input, box), ...electrodeSeries(input, box, pxPerUm), ...fiberSeries(input, pxPerUm)];
  const swatches = new Map(drawn.map(({ name, style }) => [name, { color: style.fill, borderColor: style.stroke, borderWidth: 1, opacity: style.opacity }]));
  const decided = fibers.recruited.some((value) => value !== UNDECIDED);
  const subject = fascicle ?? 'cross-section';
  return {
    widthPx: MARGINS.left + PLOT_PX + MARGINS.right,
    heightPx: MARGINS.top + PLOT_PX + MARGINS.bottom,
    option: {
      animation: false,
      backgroundColor: palette.background,
      title: titleOf(`${project.name}: ${subject}`, decided ? 'Filled: recruited fibres' : 'Fibres before the stimulus', palette.text, palette.mutedText),
      grid: { left: MARGINS.left, top: MARGINS.top, width: PLOT_PX, height: PLOT_PX },
      legend: {
        orient: 'vertical', left: MARGINS.left + PLOT_PX + 14, top: MARGINS.top, data: Array.from(swatches, ([name, itemStyle]) => ({ name, itemStyle })), itemWidth: 14, itemHeight: 12, icon: 'circle', selectedMode: false,
        textStyle: { fontFamily: FIGURE_FONT, fontSize: FONT_PX.legend, color: palette.text, lineHeight: 17 }, itemGap: 14,
      },
      xAxis: axis('y (µm)', 34, box.minYUm, box.maxYUm, theme),
      yAxis: axis('z (µm)', 50, box.minZUm, box.maxZUm, theme),
      series: drawn.map(({ series }) => series),
    },
  };
}
