// Every shipped example reads without remarks, is valid, survives a round trip, and says what it shows.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseProjectText } from '../../src-model/parse';
import { studySchema } from '../../src-model/schema/study';
import { serializeProject } from '../../src-model/serialize';
import { validateProject } from '../../src-model/validate';

const folder = new URL('../../assets/examples/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.ranvier'));

it('there is an example of every kind of study', () => {
  const kinds = files.flatMap((name) => parseProjectText(readFileSync(new URL(name, folder), 'utf8')).project.studies.map(({ kind }) => kind));
  expect([...new Set(kinds)].sort()).toEqual(studySchema.options.map((option) => option.shape.kind.value).sort());
});

it('the examples of the documentation are there', () => {
  expect(files).toEqual(expect.arrayContaining(['two-fascicles-life.ranvier', 'one-mrg-fibre.ranvier', 'one-c-fibre.ranvier', 'strength-duration.ranvier', 'kes-block.ranvier']));
});

describe.each(files)('%s', (name) => {
  const { project, problems } = parseProjectText(readFileSync(new URL(name, folder), 'utf8'));

  it('reads without remarks and is valid', () => {
    expect(problems).toEqual([]);
    expect(validateProject(project)).toEqual([]);
    expect(project.description.length).toBeGreaterThan(40);
  });

  it('survives a round trip', () => expect(parseProjectText(serializeProject(project)).project).toEqual(project));
});

it('the main example is the one of the reference: nerve, fascicles, LIFE, pulse, published models', () => {
  const { project } = parseProjectText(readFileSync(new URL('two-fascicles-life.ranvier', folder), 'utf8'));
  expect(project).toMatchObject({
    nerve: { lengthUm: 5000, diameterUm: 500, bathDiameterUm: 5000, perineuriumRule: 'default' },
    fascicles: [{ shape: { centerYUm: -100, diameterUm: 200 } }, { shape: { centerYUm: 100, diameterUm: 100 } }],
    electrodes: [{ kind: 'life', xUm: 2000, lengthUm: 1000, yUm: 100, zUm: 0, diameterUm: 25 }],
    stimulation: { waveforms: [{ waveform: { kind: 'pulse', startMs: 0.1, durationMs: 0.1, amplitudeUa: -60 } }] },
    simulation: { durationMs: 3, myelinated: { model: 'MRG', variant: 'published' }, unmyelinated: { model: 'Rattay_Aberham', variant: 'published' } },
  });
  for (const { population } of project.fascicles) {
    expect(population).toMatchObject({ axonCount: 100, unmyelinatedFraction: 0.7, myelinatedDiameters: { name: 'Ochoa_M' }, unmyelinatedDiameters: { name: 'Ochoa_U' }, placement: { spacingUm: 5 } });
  }
});
