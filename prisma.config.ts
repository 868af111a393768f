import { defineConfig } from 'prisma/config';

const url = process.env.DATABASE_URL;

// The default export is what Prisma's CLI looks for. The address is only needed by commands that open the database.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(url ? { datasource: { url } } : {}),
});
