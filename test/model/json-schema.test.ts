// The published JSON Schema is current. After a change of the schema: npx vitest run test/model/json-schema.test.ts -u
import { expect, it } from 'vitest';
import { projectJsonSchema } from '../../src-model/json-schema';
import { formatJson } from '../../src-model/json-text';

it('assets/schema/project.schema.json is what the schema says', async () => {
  await expect(formatJson(projectJsonSchema())).toMatchFileSnapshot('../../assets/schema/project.schema.json');
});

it('describes fields with their units', () => {
  expect(JSON.stringify(projectJsonSchema())).toContain('"title":"Perineurium thickness"');
});
