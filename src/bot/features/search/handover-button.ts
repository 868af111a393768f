import { awaitsIssue } from '../../../domain/bookings/index.js';
import { awaitsReturn } from '../../../domain/checklists/index.js';
import { encodeCallback, type Button } from '../../../domain/posts/index.js';
import { may } from '../../../domain/staff/index.js';
import type { Booking } from '../../../platform/prisma/index.js';
import type { StaffContext } from '../../core/context.js';

/** The way into the issue or return of a booking; nothing when neither is due or the person may not. */
export function handoverButton(booking: Booking, { person, t }: StaffContext): Button[] {
  if (!may(person, 'checklist.walk', booking.branch)) return [];
  const begin = (kind: 'issue' | 'return'): string =>
    encodeCallback({ action: 'checklist.begin', kind, subjectId: booking.id });
  if (awaitsIssue(booking)) return [{ text: t('button-issue-start'), data: begin('issue') }];
  return awaitsReturn(booking) ? [{ text: t('button-return-start'), data: begin('return') }] : [];
}
