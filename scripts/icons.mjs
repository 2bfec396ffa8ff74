// Makes every icon file from assets/icons/ranvier.svg: PNGs, ranvier.ico (Windows) and ranvier.icns (macOS). Run after changing the SVG.
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'assets', 'icons');
const require = createRequire(import.meta.url);
await initWasm(await readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
const svg = await readFile(path.join(folder, 'ranvier.svg'), 'utf8');
const png = (size) => Buffer.from(new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng());

/** ICO: a directory of 16-byte entries, then the PNGs. A width of 256 is written as 0. */
function ico(sizes) {
  const images = sizes.map(png);
  const header = Buffer.alloc(6 + 16 * sizes.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(sizes.length, 4);
  let offset = header.length;
  sizes.forEach((size, k) => {
    const at = 6 + 16 * k;
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(images[k].length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += images[k].length;
  });
  return Buffer.concat([header, ...images]);
}

/** ICNS: "icns", total length, then blocks of type, length and PNG; all numbers big-endian. */
function icns(types) {
  const blocks = Object.entries(types).map(([type, size]) => {
    const image = png(size);
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(image.length + 8, 4);
    return Buffer.concat([head, image]);
  });
  const body = Buffer.concat(blocks);
  const head = Buffer.alloc(8);
  head.write('icns', 'latin1');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}

for (const size of [16, 32, 48, 64, 128, 256, 512]) await writeFile(path.join(folder, `ranvier-${size}.png`), png(size));
await writeFile(path.join(folder, 'ranvier.ico'), ico([16, 24, 32, 48, 64, 128, 256]));
await writeFile(path.join(folder, 'ranvier.icns'), icns({ ic11: 32, ic12: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 }));
