import { writeHours, workingHoursOf, type Hours, type StaffMember } from '../../../domain/staff/index.js';
import type { CompanyFacts } from '../../../domain/company/index.js';
import type { Translate } from '../../../platform/i18n/index.js';

/** "22:00–08:00", the same in every language. */
export function hoursText(hours: Hours): string {
  return writeHours(hours).replace('-', '–');
}

export function workingHoursText(member: StaffMember, company: CompanyFacts, t: Translate): string {
  const hours = hoursText(workingHoursOf(member, company.branches));
  return member.workingHours === null ? t('hours-of-branch', { hours }) : hours;
}

export function quietHoursText(member: StaffMember, t: Translate): string {
  return member.quietHours === null ? t('hours-none') : hoursText(member.quietHours);
}
