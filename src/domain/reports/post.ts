import { z } from 'zod';

/** The job that draws a report and posts it as a picture; its payload is `ReportPost`. */
export const REPORT_POST = 'report.post';

export const ReportPost = z.object({
  branch: z.string(),
  period: z.enum(['day', 'week']),
  /** A local day of the span. */
  date: z.string(),
  /** Null: into the branch's topic, in the company's language. */
  to: z.object({ chatId: z.string(), language: z.enum(['ru', 'en', 'ka']) }).nullable(),
});
export type ReportPost = z.infer<typeof ReportPost>;
