import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { schemaDifference } from '../../scripts/schema-difference.js';
import { packageRoot } from '../../src/platform/package-root.js';
import { createTestDatabase } from '../support/postgres.js';

describe('the migrations', () => {
  it('give exactly schema.prisma', async () => {
    const database = await createTestDatabase();
    try {
      const difference = await schemaDifference({
        url: database.url,
        schemaFile: join(packageRoot, 'prisma', 'schema.prisma'),
      });
      expect(difference).toBe('');
    } finally {
      await database.drop();
    }
  });
});
