import type { CompanyFacts } from '../../domain/company/index.js';
import { reachesEverywhere, type Person } from '../../domain/staff/index.js';

/** The branches whose affairs are somebody's own, in the company's order. */
export function branchesOf(person: Person, company: CompanyFacts): string[] {
  const all = Object.keys(company.branches);
  return reachesEverywhere(person.role) ? all : all.filter((branch) => person.branches.includes(branch));
}

/** How people call a branch; its key when the company file has it no more. */
export function branchTitle(branch: string, company: CompanyFacts): string {
  return company.branches[branch]?.title ?? branch;
}
