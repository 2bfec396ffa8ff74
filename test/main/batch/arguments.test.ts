import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../src-main/batch/arguments';
import { EXIT } from '../../../src-main/batch/exit-codes';

const parse = (...args: string[]) => parseArguments(args);

describe('the command line', () => {
  it('reads every option', () => {
    const { run } = parse('nerve.ranvier', '--out', 'o', '--set', 'a.b=1', '--set', 'c=x=y', '--fascicle-cpu', '3', '--gmsh-cpu', 'auto', '--fem-cpu', '2',
      '--seed', '7', '--json-progress', '--quiet', '--force', '--points', 'p.csv', '--export-field', 'f.VTU', '--no-cache', '--no-figures', '--mesh', 'fine');
    expect(run).toEqual({
      projectFile: 'nerve.ranvier', out: 'o', set: ['a.b=1', 'c=x=y', 'simulation.field.mesh=fine'], cpu: { fascicle: 3, gmsh: 'auto', fem: 2 },
      seed: 7, jsonProgress: true, quiet: true, force: true, points: 'p.csv', exportField: 'f.VTU', figures: false, cache: false, studies: null,
    });
  });

  it('has defaults', () => {
    expect(parse('n.ranvier').run).toMatchObject({ out: null, set: [], cpu: {}, seed: null, force: false, figures: true, cache: true });
  });

  it('names studies: all by default, some, or none', () => {
    expect(parse('n.ranvier', '--study', 'A', '--study', 'B c').run?.studies).toEqual(['A', 'B c']);
    expect(parse('n.ranvier', '--no-studies').run?.studies).toEqual([]);
  });

  it('ignores switches meant for the runtime', () => {
    expect(parse('--no-sandbox', '--batch', 'n.ranvier').run?.projectFile).toBe('n.ranvier');
  });

  it.each([
    ['no project', []],
    ['an unknown option', ['n', '--colour']],
    ['two projects', ['n', 'm']],
    ['zero workers', ['n', '--fascicle-cpu', '0']],
    ['a broken count', ['n', '--gmsh-cpu', '2.5']],
    ['too many workers', ['n', '--fem-cpu', '100000']],
    ['a seed out of range', ['n', '--seed', '4294967296']],
    ['a negative seed', ['n', '--seed', '-1']],
    ['--set without a value', ['n', '--set', 'a.b']],
    ['--export-field in another format', ['n', '--export-field', 'f.stl']],
  ])('refuses %s', (_, args) => {
    const result = parseArguments(args);
    expect(result.run).toBeNull();
    expect(result).toMatchObject({ exitCode: EXIT.badArguments });
    expect((result as { text: string }).text).toContain('--help');
  });

  it('helps with code 0: every option and exit code is described', () => {
    const help = parse('--help');
    expect(help).toMatchObject({ run: null, exitCode: EXIT.ok });
    const { text } = help as { text: string };
    for (const word of ['--out', '--set', '--fascicle-cpu', '--gmsh-cpu', '--fem-cpu', '--seed', '--json-progress', '--quiet', '--force', '--points', '--export-field', 'FENICS_CPU']) expect(text).toContain(word);
    for (const code of Object.values(EXIT)) expect(text).toMatch(new RegExp(`^ {2}${code} `, 'm'));
  });
});
