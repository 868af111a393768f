import type { BotDeps } from '../../core/deps.js';
import type { Feature } from '../../core/feature.js';
import { createPostReportJob } from './post-job.js';
import { askForPicture, chooseReportBranch, openReport, showReport } from './show.js';

/** What managers see of their branch in figures: a day, a week, as text and as a picture. */
export function reportFeature(deps: BotDeps): Feature {
  return {
    commands: { report: { permission: 'report.see', place: 25, handle: (ctx) => openReport(ctx, deps) } },
    menu: [
      { label: 'menu-report', permission: 'report.see', place: 65, open: (ctx) => openReport(ctx, deps) },
    ],
    presses: {
      report: { permission: 'report.see', handle: (ctx, press) => showReport(ctx, press, deps) },
      'report.branches': {
        permission: 'report.see',
        handle: (ctx, { date, period }) => chooseReportBranch(ctx, { date, period }, deps),
      },
      'report.picture': { permission: 'report.see', handle: (ctx, press) => askForPicture(ctx, press, deps) },
    },
    jobs: [createPostReportJob(deps)],
  };
}
