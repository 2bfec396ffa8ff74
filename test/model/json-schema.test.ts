// The published JSON Schema is current. After a change of the schema: npx vitest run test/model/json-schema.test.ts -u
import { expect, it } from 'vitest';
import { projectJsonSchema } from '../../src-model/json-schema';
import { formatJson } from '../../src-model/json-text';

it('assets/schema/project.schema.json is what the schema says', async () => {
  await expect(formatJson(projectJsonSchema())).toMatchFileSnapshot('../../assets/schema/project.schema.json');
});

interface Node { title?: string; const?: unknown; properties?: Record<string, Node>; anyOf?: Node[]; oneOf?: Node[]; items?: Node }

/** Paths of values without a title of their own or above them. */
function untitled(node: Node, path: string): string[] {
  if (node.title !== undefined && !node.properties) return [];
  if (node.properties) return Object.entries(node.properties).flatMap(([key, child]) => untitled(child, `${path}.${key}`));
  const options = node.anyOf ?? node.oneOf;
  if (options) return options.flatMap((option) => untitled(option, path));
  if (node.items) return untitled(node.items, `${path}[]`);
  return 'const' in node || (node as { type?: string }).type === 'null' ? [] : [path];
}

it('every value has a name and a meaning for the help beside its input', () => {
  expect(untitled(projectJsonSchema(), 'project')).toEqual([]);
});

it('describes fields with their units', () => {
  expect(JSON.stringify(projectJsonSchema())).toContain('"title":"Perineurium thickness"');
});
