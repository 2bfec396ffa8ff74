// What the application's document does with a scene edit, without undo.
import type { Project } from '../../../src-model/project';
import type { PathChange } from '../../../src-renderer/scene/selection';

export function applyChanges(project: Project, changes: readonly PathChange[]): Project {
  const copy = structuredClone(project);
  for (const { path, value } of changes) {
    let parent: Record<string | number, unknown> = copy;
    for (const key of path.slice(0, -1)) parent = parent[key] as Record<string | number, unknown>;
    parent[path.at(-1)!] = value;
  }
  return copy;
}
