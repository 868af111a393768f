import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What is measured: this checkout, or another one with a build in it, to compare two versions. */
export const productRoot = resolve(process.env['BENCH_PRODUCT'] ?? join(import.meta.dirname, '../../..'));

/** A module of the compiled product: both sides run as plain JavaScript. */
export function productModule(path) {
  return import(pathToFileURL(join(productRoot, 'dist', path)).href);
}

/** A package that the product uses, in the version that it uses. */
export const productRequire = createRequire(join(productRoot, 'package.json'));
