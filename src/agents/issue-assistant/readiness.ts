import type { BookingView } from '../../domain/bookings/index.js';
import type { CompanyFacts } from '../../domain/company/index.js';
import { encodeCallback, type Button } from '../../domain/posts/index.js';
import { html, lines, type Html } from '../../kernel/html.js';
import { formatMoney } from '../../kernel/money.js';
import { formatMoment, type Translate } from '../../platform/i18n/index.js';

export function readinessCardKey(bookingId: number): string {
  return `readiness:${bookingId}`;
}

export function startIssueButton(bookingId: number, t: Translate): Button {
  return {
    text: t('button-issue-start'),
    data: encodeCallback({ action: 'issue.start', bookingId }),
    style: 'primary',
  };
}

/** What speaks for and against giving the car out; what is not known is shown as not known, never as fine. */
export function readinessCard(found: BookingView, company: CompanyFacts, t: Translate): Html {
  const { booking, car } = found;
  const at =
    booking.startAt === null ? '—' : formatMoment(booking.startAt, company.timezone, company.language);
  const here = car === null ? null : car.branch === booking.branch;
  return lines(
    html`<b>${t('readiness-title', { at })}</b>`,
    html`${t('booking-title', { id: String(booking.id) })}`,
    '',
    line(
      here,
      here === false
        ? t('readiness-car-elsewhere', { branch: company.branches[car?.branch ?? '']?.title ?? '?' })
        : t('readiness-car-here'),
    ),
    line(car?.clean ?? null, car?.clean === false ? t('readiness-dirty') : t('readiness-clean')),
    line(
      car?.mileage === null || car === null ? null : true,
      t('readiness-mileage', { km: kilometres(car?.mileage ?? null, company) }),
    ),
    line(
      booking.deposit === null ? null : true,
      t('readiness-deposit', {
        amount:
          booking.deposit === null
            ? '—'
            : formatMoney({ minor: booking.deposit, currency: company.currency }, company.language),
      }),
    ),
    booking.issuedAt === null ? null : html`<b>${t('readiness-issued')}</b>`,
  );
}

function kilometres(mileage: number | null, { language }: CompanyFacts): string {
  return mileage === null ? '—' : mileage.toLocaleString(language);
}

function line(good: boolean | null, text: string): Html {
  return html`${good === null ? '❔' : good ? '✅' : '⚠️'} ${text}`;
}
