import type { z } from 'zod';

/** Wrong configuration: every fault at once, each with the name that has to be changed. Exit status 78. */
export class ConfigurationError extends Error {
  readonly faults: readonly string[];

  constructor(title: string, faults: readonly string[]) {
    super(`${title}\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigurationError';
    this.faults = faults;
  }
}

export function faultsOf(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.') || '(the whole)'}: ${issue.message}`);
}
