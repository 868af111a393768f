import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { agents } from '../../src/agents/index.js';
import { integrations } from '../../src/integrations/index.js';

const src = join(import.meta.dirname, '../../src');

/** Every integration reads the same: what each file is for is said in architecture's style. One that calls us has a webhook.ts. */
const INTEGRATION = ['index.ts', 'schema.ts', 'client.ts', 'readme.md'];

/** The rooms of the house; which of them may import which is held by the import rules. */
const ROOMS = [
  'agents',
  'api',
  'bot',
  'config',
  'delivery',
  'domain',
  'engine',
  'ingress',
  'integrations',
  'kernel',
  'orchestrator',
  'platform',
  'playground',
  'tools',
];

describe('the house', () => {
  it('has the known rooms and no other', () => {
    expect(foldersOf('.')).toEqual(ROOMS);
  });

  it('registers every agent under the name of its folder', () => {
    expect(Object.keys(agents).sort()).toEqual(foldersOf('agents'));
  });

  it('registers every integration under the name of its folder', () => {
    expect(Object.keys(integrations).sort()).toEqual(foldersOf('integrations'));
  });

  it.each(foldersOf('integrations'))('shapes the integration %s as all others, with a test', (name) => {
    const files = filesOf(join('integrations', name));
    expect(files).toEqual(expect.arrayContaining(INTEGRATION));
    expect(files.filter((file) => file.endsWith('.test.ts'))).not.toEqual([]);
  });

  it('names files in kebab-case and by what is in them', () => {
    const names = filesOf('.').filter((file) => !file.includes('generated'));
    const last = names.map((file) => file.split('/').at(-1) ?? '');
    expect(last.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/.test(name))).toEqual([]);
    expect(
      names.filter((file) => /(^|\/)(utils?|helpers?|managers?|data|misc|common)(\.|\/)/.test(file)),
    ).toEqual([]);
  });
});

function foldersOf(path: string): string[] {
  return readdirSync(join(src, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function filesOf(path: string): string[] {
  return readdirSync(join(src, path), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(src, path).length + 1));
}
