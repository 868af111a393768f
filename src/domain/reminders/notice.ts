import type { Reminder } from '../../platform/prisma/index.js';
import type { Notice } from '../bookings/index.js';

export type About = 'issue' | 'return';

/** Which handover: at another time it is another one. */
export interface HandoverRef {
  bookingId: number;
  about: About;
  at: Date;
}

/** A notice as it is stored: `2h@2031-03-03T12:00:00.000Z`. All people told by it are answered for together. */
export function writeNotice(notice: Notice, at: Date): string {
  return `${notice}@${at.toISOString()}`;
}

export function noticeOf(reminder: Pick<Reminder, 'notice'>): string {
  return reminder.notice.split('@')[0] ?? '';
}

export function handoverOf(reminder: Pick<Reminder, 'bookingId' | 'about' | 'notice'>): HandoverRef {
  const { bookingId, about, notice } = reminder;
  return {
    bookingId,
    about: about === 'return' ? 'return' : 'issue',
    at: new Date(notice.slice(notice.indexOf('@') + 1)),
  };
}
