/** What an admin typed as the time of a schedule, by its looks; whether it is right is for the schedules to say. */
export interface TypedSchedule {
  kind: 'cron' | 'rrule' | 'once';
  expression: string;
}

export function readExpression(typed: string): TypedSchedule {
  const text = typed.trim();
  const [, hour, minute] = /^(\d{1,2})[:.](\d{2})$/.exec(text) ?? [];
  if (hour !== undefined && minute !== undefined)
    return { kind: 'cron', expression: `${Number(minute)} ${Number(hour)} * * *` };
  if (/^(RRULE|FREQ|DTSTART|RDATE|EXDATE)\b/i.test(text)) return { kind: 'rrule', expression: text };
  if (/^\d{4}-\d{2}-\d{2}/.test(text)) return { kind: 'once', expression: text };
  return { kind: 'cron', expression: text };
}
