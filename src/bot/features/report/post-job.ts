import { dayNamed } from '../../../domain/plan/index.js';
import { photoPost, standingTopic, type Destination } from '../../../domain/posts/index.js';
import {
  REPORT_POST,
  ReportPost,
  reportFigures,
  reportPicture,
  reportText,
  spanOf,
} from '../../../domain/reports/index.js';
import { defineJob, type AnyJobDefinition } from '../../../engine/jobs/index.js';
import { BranchlineError } from '../../../kernel/errors.js';
import type { BotDeps } from '../../core/deps.js';

/**
 * Draws a report and posts it: into the branch's topic, where a later one of the same day takes its place, or to whoever
 * asked for it.
 */
export function createPostReportJob(deps: BotDeps): AnyJobDefinition {
  return defineJob({
    kind: REPORT_POST,
    payload: ReportPost,
    maxAttempts: 6,
    timeoutMs: 60_000,
    backoff: { strategy: 'exponential_jitter', baseMs: 1_000, maxMs: 60_000 },
    async handle({ payload, correlationId }, { commit }) {
      const { branch, period, date, to } = payload;
      const { company, prisma, texts, blobs } = deps;
      const { timezone } = company;
      const day = dayNamed(date, timezone);
      if (day === null) throw new BranchlineError('report.no_day', { retryable: false, message: date });
      const span = spanOf(period, day, timezone);
      const language = to?.language ?? company.language;
      const reader = { t: texts.in(language), language, timezone };
      const title = company.branches[branch]?.title ?? branch;
      const figures = await reportFigures(prisma, { branch, span, now: deps.clock.now(), timezone });
      const blob = await blobs.put(await reportPicture(figures, title, reader));
      const place: Destination =
        to === null ? { branch, topic: standingTopic('plan', reader.t) } : { chatId: to.chatId };
      await commit((work) =>
        work.emit(
          photoPost({
            key: to === null ? `report:${branch}:${period}:${date}` : `report:${to.chatId}:${correlationId}`,
            to: place,
            blob,
            caption: reportText(figures, title, reader),
            correlationId,
            priority: to === null ? 6 : 3,
          }),
        ),
      );
    },
  });
}
