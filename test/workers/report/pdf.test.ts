// PDF figures: what the file says of itself and what it draws, read back by its own rules and, where Debian's poppler is there, by poppler.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzlibSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { studyFigure } from '../../../src-model/figures/study-figure';
import { parseOutlinedSvg } from '../../../src-workers/report/outlined-svg';
import { renderPdf, renderSvg } from '../../../src-workers/report/render-figure';

const SVG = (inside: string): string => `<svg width="200" height="100" xmlns="http://www.w3.org/2000/svg">${inside}</svg>`;
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** The drawing operators of every stream, in the order of the objects. */
function streams(pdf: Uint8Array): string[] {
  return Array.from(latin(pdf).matchAll(/\/Length (\d+) >>\nstream\n/g), (match) => {
    const start = match.index + match[0].length;
    return latin(unzlibSync(pdf.slice(start, start + Number(match[1]))));
  });
}

describe('a drawing on a page', () => {
  it('is 0.6 points per pixel, y upwards', async () => {
    const pdf = await renderPdf(SVG('<rect x="10" y="20" width="30" height="40" fill="#ff0000"/>'));
    expect(latin(pdf)).toContain('/MediaBox [0 0 120 60]');
    const [page] = streams(pdf);
    expect(page).toContain('0.6 0 0 -0.6 0 60 cm');
    expect(page).toContain('1 0 0 rg');
    expect(page).toContain('10 20 m\n40 20 l\n40 60 l\n10 60 l\n h\nf\n');
  });

  it('has every object where its table says', async () => {
    const text = latin(await renderPdf(SVG('<g opacity="0.5"><circle cx="50" cy="50" r="20"/><circle cx="60" cy="50" r="20" stroke="#00ff00" stroke-opacity="0.3"/></g>')));
    const tableAt = Number(/startxref\n(\d+)/.exec(text)![1]);
    const entries = [...text.slice(tableAt).matchAll(/(\d{10}) 00000 n/g)];
    expect(entries.length).toBeGreaterThan(5);
    entries.forEach(([, offset], index) => { expect(text.slice(Number(offset), Number(offset) + 10)).toMatch(new RegExp(`^${index + 1} 0 obj`)); });
  });

  it('keeps dashes, ends and the transparency of groups as a whole', async () => {
    const pdf = await renderPdf(SVG('<g opacity="0.25"><rect width="9" height="9"/><rect width="5" height="5"/></g><path d="M0 0 L9 9" stroke="#0000ff" stroke-dasharray="4 2" stroke-linecap="round" stroke-width="3"/>'));
    const text = latin(pdf);
    expect(text).toContain('<< /ca 0.25 /CA 0.25 >>');
    expect(text).toContain('/Group << /S /Transparency >>');
    expect(streams(pdf).join()).toContain('0 0 1 RG\n3 w 1 J 0 j 4 M [4 2] 0 d');
  });

  it('turns text into outlines: no font is needed', async () => {
    const pdf = await renderPdf(SVG('<text x="10" y="50" font-family="DejaVu Sans" font-size="14">µA</text>'));
    expect(latin(pdf)).not.toContain('/Font');
    expect(streams(pdf).join().match(/ l\n/g)!.length).toBeGreaterThan(10);
  });

  it('is the same file every time', async () => {
    const svg = SVG('<text x="10" y="50" font-size="14">A</text>');
    expect(Buffer.compare(await renderPdf(svg), await renderPdf(svg))).toBe(0);
  });
});

it('what is not understood is refused, not left out', () => {
  const whole = (inside: string): string => `<svg width="1" height="1" viewBox="0 0 1 1">${inside}</svg>`;
  expect(() => parseOutlinedSvg(whole('<image width="1"/>'))).toThrow('<image>');
  expect(() => parseOutlinedSvg(whole('<defs><linearGradient id="a"/></defs>'))).toThrow('<linearGradient>');
  expect(() => parseOutlinedSvg(whole('<path fill="url(#a)" d="M 0 0"/>'))).toThrow('url(#a)');
  expect(() => parseOutlinedSvg(whole('<path d="A 1 1 0 0 0 2 2"/>'))).toThrow('"A"');
  expect(() => parseOutlinedSvg('<svg><g>')).toThrow('not a complete SVG');
});

const hasPoppler = spawnSync('pdftoppm', ['-v']).status === 0;

describe.skipIf(!hasPoppler)('poppler', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ranvier-pdf-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('reads a study\'s figure: one page, no fonts, ink where the curve is', async () => {
    const values = (list: number[]): Float64Array => Float64Array.from(list);
    const figure = studyFigure('A', { id: 'Curve', kind: 'recruitment-curve', title: 'Curve', summary: [], columns: [
      { key: 'amplitude_ua', title: 'Amplitude', unit: 'uA', values: values([0, 10, 20]) }, { key: 'recruited_percent F1', title: 'F1', unit: '%', values: values([0, 50, 100]) }] }, 'light')!;
    const file = path.join(folder, 'a.pdf');
    writeFileSync(file, await renderPdf(renderSvg(figure)));
    const run = (program: string, args: string[]): { stdout: string; stderr: string } => {
      const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
      expect(status).toBe(0);
      return { stdout, stderr };
    };
    const { stdout, stderr } = run('pdfinfo', [file]);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/Pages: +1\n/);
    expect(stdout).toContain(`Page size:       ${figure.widthPx * 0.6} x ${figure.heightPx * 0.6} pts`);
    expect(run('pdffonts', [file]).stdout.trim().split('\n')).toHaveLength(2);
    run('pdftoppm', ['-r', '72', '-gray', file, path.join(folder, 'a')]);
    const image = readFileSync(path.join(folder, 'a-1.pgm'));
    const [, , size] = /^P5\n(.*?)(\d+ \d+)\n255\n/s.exec(image.toString('latin1'))!;
    const [width, height] = size.split(' ').map(Number);
    const pixels = image.subarray(image.length - width * height);
    expect(pixels.filter((value) => value < 128).length / pixels.length).toBeGreaterThan(0.005);
    expect(pixels.filter((value) => value > 250).length / pixels.length).toBeGreaterThan(0.8);
  });
});
