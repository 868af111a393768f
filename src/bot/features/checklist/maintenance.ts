import { recordIntake, type Ending, type OpenChecklist } from '../../../domain/checklists/index.js';
import { cardPost, standingTopic } from '../../../domain/posts/index.js';
import type { Work } from '../../../engine/jobs/index.js';
import { fitLines, html } from '../../../kernel/html.js';
import { formatTime } from '../../../platform/i18n/index.js';
import type { BotDeps } from '../../core/deps.js';
import { albumOf, answerLines, flagLines, missingLine, topicOf, walkerName } from './summary.js';
import { subjectName, viewOf } from './view.js';

const TEXT_LIMIT = 4_000;

/** The car is taken in: all of it with the photos in the car's topic, the gist in that of maintenance. */
export async function finishMaintenance(
  work: Work,
  open: OpenChecklist,
  deps: BotDeps,
  ending: Ending,
): Promise<void> {
  const { row } = open;
  const { correlationId } = ending;
  const { reason, note, days, missing } = await recordIntake(work, open, ending);
  const view = viewOf(open, deps, deps.company.language);
  const { t } = view;
  const car = subjectName(view);
  const at = formatTime(ending.now, deps.company.timezone, view.language);
  const title = html`<b>🔧 ${t('intake-card-title', { car })}</b>`;
  const who = html`${at} · ${await walkerName(work, open)}`;
  await work.emit(
    cardPost({
      key: `intake:${row.id}`,
      to: topicOf(view),
      html: fitLines(
        [title, who, '', ...answerLines(view), missingLine(missing, view), ...flagLines(view)],
        TEXT_LIMIT,
      ),
      correlationId,
      priority: 3,
    }),
    ...albumOf(view, `intake-photos:${row.id}`, html`${t('intake-card-photos', { car })}`, correlationId),
    cardPost({
      key: `intake-line:${row.id}`,
      to: { branch: row.branch, topic: standingTopic('maintenance', t) },
      html: fitLines(
        [
          title,
          who,
          reason === null ? null : html`${t(`option-${reason}`)}`,
          note === null ? null : html`💬 ${note}`,
          days === null ? null : html`🕐 ${t('intake-card-days', { count: days })}`,
        ],
        TEXT_LIMIT,
      ),
      correlationId,
      priority: 4,
    }),
  );
}
