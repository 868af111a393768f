import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileRoute, type AnyTool, type CompiledRoute } from '../engine/pipelines/index.js';

/** Reads every route beside this file; which tools there are is checked now, not when an event comes. */
export function loadRoutes(tools: ReadonlyMap<string, AnyTool>): CompiledRoute[] {
  const folder = new URL('./routes/', import.meta.url);
  return readdirSync(fileURLToPath(folder))
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => compileRoute(readFileSync(new URL(file, folder), 'utf8'), file, tools));
}
