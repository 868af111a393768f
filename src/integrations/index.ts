import * as rentprog from './rentprog/index.js';

/** Every outside system, under the name of its folder. */
export const integrations = { rentprog } as const;

export type IntegrationName = keyof typeof integrations;
