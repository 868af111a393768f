import { scheduleFault } from './schedule-fault.js';

/** One line of iCalendar: `EXDATE;TZID=America/New_York:19970902T090000,19970905T090000`. */
export interface Property {
  name: string;
  tzid: string | null;
  value: string;
}

const NAMES = ['DTSTART', 'RRULE', 'RDATE', 'EXDATE'];

/**
 * Reads the lines of a recurrence set. They may be separated by line breaks, by `\n` written as two characters, or by
 * spaces before a name; a rule may stand without its name.
 */
export function readProperties(expr: string): Property[] {
  return expr
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n|\\n|\s+(?=(?:DTSTART|RRULE|RDATE|EXDATE)[:;])/i)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(readProperty);
}

function readProperty(line: string): Property {
  if (/^[a-z]+\s*=/i.test(line)) return { name: 'RRULE', tzid: null, value: line };
  const [head = '', ...value] = line.split(':');
  const [name = '', ...parameters] = head.split(';').map((part) => part.trim());
  const upper = name.toUpperCase();
  if (!NAMES.includes(upper))
    throw scheduleFault(
      'schedule_expr',
      `"${line}" is neither a rule such as FREQ=DAILY nor a line of ${NAMES.join(', ')}`,
    );
  return { name: upper, tzid: readTzid(parameters, line), value: value.join(':').trim() };
}

function readTzid(parameters: readonly string[], line: string): string | null {
  let tzid: string | null = null;
  for (const parameter of parameters) {
    const [name = '', value = ''] = parameter.split('=');
    if (name.toUpperCase() === 'TZID') tzid = value.replaceAll('"', '');
    else if (name.toUpperCase() !== 'VALUE')
      throw scheduleFault('schedule_expr', `"${line}" has the unknown parameter ${name}`);
  }
  return tzid;
}
