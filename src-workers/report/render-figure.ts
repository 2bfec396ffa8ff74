// Figures to SVG, PNG and PDF, without a display: ECharts draws on the server side, resvg (WebAssembly) rasterises with an enclosed font
// and turns text into outlines, so that a figure looks the same on every machine.
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import resvgUrl from '@resvg/resvg-wasm/index_bg.wasm?url&inline';
import boldUrl from 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf?url&inline';
import regularUrl from 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf?url&inline';
import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, setPlatformAPI, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Figure } from '../../src-model/figures/figure';
import { parseOutlinedSvg } from './outlined-svg';
import { writePdf } from './pdf';

use([BarChart, CustomChart, LineChart, ScatterChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** Without a canvas ECharts guesses widths for a narrower font than DejaVu Sans, whose mean advance is 0.6 of its size (0.67 bold). */
const MEAN_ADVANCE = { normal: 0.6, bold: 0.67 } as const;
setPlatformAPI({
  measureText: (text, font) => {
    const sizePx = Number(/([\d.]+)px/.exec(font ?? '')?.[1] ?? 12);
    const advance = /bold/.test(font ?? '') ? MEAN_ADVANCE.bold : MEAN_ADVANCE.normal;
    return { width: Math.max(...text.split('\n').map((line) => line.length)) * sizePx * advance };
  },
});

const PNG_SCALE = 2.5;

const bytesOf = async (dataUrl: string): Promise<Uint8Array> => new Uint8Array(await (await fetch(dataUrl)).arrayBuffer());

export function renderSvg({ widthPx, heightPx, option }: Figure): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: widthPx, height: heightPx });
  try {
    chart.setOption(option);
    // The renderer numbers its charts and adds rules for hovering; neither belongs into a file, and the numbers would differ from run to run.
    return chart.renderToSVGString()
      .replace(/<style[\s\S]*?<\/style>/g, '')
      .replace(/ class="zr\d+-cls-\d+"/g, '')
      .replace(/\bzr\d+-(?=[a-z])/g, 'zr-')
      .replace(/ (?:ecmeta_[a-z_]+|pointer-events)="[^"]*"/g, '')
      .replace(/\n{2,}/g, '\n');
  } finally {
    chart.dispose();
  }
}

let ready: Promise<Uint8Array[]> | null = null;

/** Starts the rasteriser and returns its fonts; once for all figures. */
function rasterizer(): Promise<Uint8Array[]> {
  ready ??= bytesOf(resvgUrl).then(initWasm).then(() => Promise.all([bytesOf(regularUrl), bytesOf(boldUrl)]));
  return ready;
}

async function withResvg<T>(svg: string, zoom: number, work: (resvg: InstanceType<typeof Resvg>) => T): Promise<T> {
  const fontBuffers = await rasterizer();
  const resvg = new Resvg(svg, { font: { fontBuffers, defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' }, fitTo: { mode: 'zoom', value: zoom } });
  try {
    return work(resvg);
  } finally {
    resvg.free();
  }
}

/** 300 dots per inch at the width that figures have in PDF files. */
export function renderPng(svg: string): Promise<Uint8Array> {
  return withResvg(svg, PNG_SCALE, (resvg) => {
    const image = resvg.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  });
}

/** Vector graphics on a page of the figure's size, 0.6 points per pixel. Throws an Error for a drawing that holds more than paths, shapes and text. */
export function renderPdf(svg: string): Promise<Uint8Array> {
  return withResvg(svg, 1, (resvg) => writePdf(parseOutlinedSvg(resvg.toString())));
}
