import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { botMethods } from '../../src/playground/telegram/index.js';

const specification = fileURLToPath(new URL('../../../shared/botapi/api.json', import.meta.url));

interface Specification {
  methods: Record<string, { fields?: { name: string; required: boolean }[] } | undefined>;
}

if (!existsSync(specification)) console.warn(`skipped: the Bot API specification is not at ${specification}`);

describe.skipIf(!existsSync(specification))('the emulator and the Bot API specification', () => {
  const { methods } = JSON.parse(readFileSync(specification, 'utf8')) as Specification;

  it.each(botMethods.map((method) => [method.name, method] as const))(
    'agree on the parameters of %s',
    (name, method) => {
      const specified = methods[name];
      expect(specified, `${name} is in the specification`).toBeDefined();
      const fields = specified?.fields ?? [];
      const named = Object.keys(method.parameters.shape);
      expect(fields.map((field) => field.name)).toEqual(expect.arrayContaining(named));
      const required = fields.filter((field) => field.required).map((field) => field.name);
      expect(named.filter((parameter) => !isOptional(method.parameters.shape[parameter]))).toEqual(
        expect.arrayContaining(required),
      );
    },
  );
});

function isOptional(schema: unknown): boolean {
  const { safeParse } = schema as { safeParse: (value: unknown) => { success: boolean } };
  return safeParse(undefined).success;
}
