import type { CompanyFacts } from '../company/index.js';
import { deepLink, standingTopic, type CardPost } from '../posts/index.js';
import type { Texts } from '../../platform/i18n/index.js';
import type { BranchDay } from './branch-day.js';
import { branchPlan } from './branch-words.js';

export function planCardKey(branch: string, date: string): string {
  return `plan:${branch}:${date}`;
}

/** What follows `plan-` in the link to a branch's day: the date, then the branch. */
function planLinkArgument(branch: string, date: string): string {
  return `${date}_${branch}`;
}

/** Undefined parts are not said in it, or not as ours are. */
export function readPlanLink(argument: string): { date: string | undefined; branch: string | undefined } {
  const [, date, branch] = /^(\d{4}-\d\d-\d\d)_([a-z][a-z0-9-]{0,30})$/.exec(argument) ?? [];
  return { date, branch };
}

/** The card of the branch's day in its topic; one message that is edited as the day goes on. */
export function planCard(
  day: BranchDay,
  { company, texts }: { company: CompanyFacts; texts: Texts },
): CardPost {
  const { branch } = day;
  const { language, timezone } = company;
  const t = texts.in(language);
  const title = company.branches[branch]?.title ?? branch;
  return {
    key: planCardKey(branch, day.day.date),
    to: { branch, topic: standingTopic('plan', t) },
    html: branchPlan(day, title, { t, language, timezone }).markup,
    keyboard: [
      [{ text: t('button-plan-open'), link: deepLink('plan', planLinkArgument(branch, day.day.date)) }],
    ],
  };
}
