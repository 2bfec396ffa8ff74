import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import type { Project } from '../../../src-model/project';
import { validateProject } from '../../../src-model/validate';
import { copiesOf, freeShift } from '../../../src-renderer/app/document/copies';
import { TEMPLATES } from '../../../src-renderer/app/document/templates';
import type { Selected } from '../../../src-renderer/scene/selection';

const template = (id: string): Project => TEMPLATES.find((each) => each.id === id)!.build();
const fascicle = (id: string): Selected => ({ kind: 'fascicle', id });
const errors = (project: Project): string[] => validateProject(project).filter(({ severity }) => severity === 'error').map(({ message }) => message);

describe('copies', () => {
  it('of fascicles lie freely, under new names', () => {
    const project = template('multi-fascicle-cuff');
    const { copies, add } = copiesOf(project, [fascicle('F5'), fascicle('F3')]);
    expect(copies).toEqual([fascicle('F6'), fascicle('F7')]);
    const changed = produce(project, add);
    expect(changed.fascicles.map(({ id }) => id)).toEqual(['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7']);
    // There is room for one of them at a time, not for both side by side.
    const [byY, byZ] = freeShift(project, [project.fascicles[4]]);
    expect(Math.hypot(byY, byZ)).toBeGreaterThan(100);
    expect(errors(produce(project, copiesOf(project, [fascicle('F5')]).add))).toEqual([]);
  });
  it('of electrodes and fibres lie beside their originals', () => {
    const project = template('single-fiber');
    const changed = produce(project, copiesOf(project, [{ kind: 'fiber', id: 'Fibre 1' }, { kind: 'electrode', id: 'Point 1' }]).add);
    expect(changed.fibers[1]).toMatchObject({ id: 'Fibre 2', zUm: 20 });
    expect(changed.electrodes[1]).toMatchObject({ id: 'Point 2', zUm: 600 });
    const cuffs = template('multi-fascicle-cuff');
    expect(produce(cuffs, copiesOf(cuffs, [{ kind: 'electrode', id: 'Cuff 1' }]).add).electrodes[1]).toMatchObject({ id: 'Cuff 2' });
  });
});
