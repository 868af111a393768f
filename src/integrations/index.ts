import * as amocrm from './amocrm/index.js';
import * as openai from './openai/index.js';
import * as rentprog from './rentprog/index.js';
import * as umnico from './umnico/index.js';
import * as yougile from './yougile/index.js';

/** Every outside system, under the name of its folder. */
export const integrations = { amocrm, openai, rentprog, umnico, yougile } as const;

export type IntegrationName = keyof typeof integrations;
