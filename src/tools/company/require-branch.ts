import type { CompanyFacts } from '../../domain/company/index.js';
import { BranchlineError } from '../../kernel/errors.js';

/** @throws `tool.no_such_branch`, which names those that there are */
export function requireBranch(branch: string, company: CompanyFacts): void {
  if (Object.hasOwn(company.branches, branch)) return;
  const known = Object.keys(company.branches).join(', ');
  throw new BranchlineError('tool.no_such_branch', {
    retryable: false,
    message: `There is no branch ${branch}. The branches are ${known}.`,
  });
}
