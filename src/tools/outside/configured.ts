import { BranchlineError } from '../../kernel/errors.js';

/**
 * The client of an outside system, when the environment has what it takes.
 *
 * @throws `tool.not_configured`, which names what is missing
 */
export function configured<Client>(client: Client | null, title: string, variables: string): Client {
  if (client !== null) return client;
  throw new BranchlineError('tool.not_configured', {
    retryable: false,
    message: `${title} is not connected: whoever runs Branchline has to set ${variables}.`,
  });
}
