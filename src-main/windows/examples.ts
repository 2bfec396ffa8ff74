// The example projects that come with the application.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Example } from '../../src-model/bridge';

const headSchema = z.object({ name: z.string(), description: z.string().default('') });

/** By title; none where the folder is missing, as in a stripped-down build. */
export function listExamples(folder: string): Example[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.ranvier'));
  } catch {
    return [];
  }
  return names
    .map((name) => {
      const head = headSchema.parse(JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
      return { name, title: head.name, description: head.description };
    })
    .sort((a, b) => a.title.localeCompare(b.title));
}
