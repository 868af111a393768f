import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import { shorten } from '../../../kernel/html.js';
import type { Language } from '../../../platform/i18n/index.js';
import type { BotContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { askButtons, askText } from './ask.js';
import { begin, carOf, colleaguesOf, dueOf, store, type Begun, type Wanted } from './make-steps.js';

type Talk = Conversation<BotContext>;

/** The name of the conversation. */
export const MAKE_TASK = 'task-new';

const LABEL_LIMIT = 40;

/**
 * Makes a task in at most five short questions: what, in which branch (only when there are several), for whom, until
 * when, about which car. Anything that is no answer ends it and goes its usual way.
 */
export function makeDialogue(deps: BotDeps) {
  return async function make(
    conversation: Talk,
    ctx: Context,
    given: { title?: string; carId?: number },
  ): Promise<void> {
    const begun = await conversation.external((outer) => begin(outer, given, deps));
    if (begun === null) return;
    const t = deps.texts.in(begun.language);
    const title = given.title ?? (await askText(conversation, ctx, t('task-new-title'), t('task-new-short')));
    const branch = begun.branch ?? (await askBranch(conversation, ctx, begun, deps));
    const who = await askWho(conversation, ctx, branch, begun, deps);
    const due = await askWhen(conversation, ctx, branch, begun, deps);
    const carId = begun.carId ?? (await askCar(conversation, ctx, branch, begun, deps));
    const wanted: Wanted = { title, branch, who, due, carId };
    const told = await conversation.external((outer) => store(outer, wanted, deps));
    await ctx.reply(told);
  };
}

function askBranch(conversation: Talk, ctx: Context, begun: Begun, deps: BotDeps): Promise<string> {
  return askButtons(conversation, ctx, {
    question: deps.texts.in(begun.language)('task-new-branch'),
    options: begun.branches.map((key) => ({ label: deps.company.branches[key]?.title ?? key, value: key })),
  });
}

async function askWho(
  conversation: Talk,
  ctx: Context,
  branch: string,
  { language }: { language: Language },
  deps: BotDeps,
): Promise<string> {
  const t = deps.texts.in(language);
  const colleagues = await conversation.external((outer) => colleaguesOf(outer, branch, deps));
  return askButtons(conversation, ctx, {
    question: t('task-new-who'),
    options: [
      { label: `🙋 ${t('task-new-me')}`, value: 'me' },
      { label: `🕘 ${t('task-new-duty')}`, value: 'duty' },
      ...colleagues.map(({ id, name }) => ({ label: shorten(name, LABEL_LIMIT), value: id })),
    ],
    inRow: 2,
  });
}

/** ISO time, or null for no date. */
async function askWhen(
  conversation: Talk,
  ctx: Context,
  branch: string,
  { language }: { language: Language },
  deps: BotDeps,
): Promise<string | null> {
  const t = deps.texts.in(language);
  const answer = await askButtons(conversation, ctx, {
    question: t('task-new-when'),
    options: [
      { label: t('task-new-today'), value: 'today' },
      { label: t('task-new-tomorrow'), value: 'tomorrow' },
      { label: t('task-new-no-time'), value: 'none' },
    ],
    inRow: 3,
    typed: (text) => conversation.external(() => dueOf(text, branch, language, deps)),
  });
  if (answer === 'none') return null;
  if (answer !== 'today' && answer !== 'tomorrow') return answer;
  const day = await conversation.external(() => dueOf(answer, branch, language, deps));
  return 'value' in day ? day.value : null;
}

/** A car's number, or null for none. */
async function askCar(
  conversation: Talk,
  ctx: Context,
  branch: string,
  { language }: { language: Language },
  deps: BotDeps,
): Promise<number | null> {
  const t = deps.texts.in(language);
  const answer = await askButtons(conversation, ctx, {
    question: t('task-new-car'),
    options: [{ label: t('button-skip'), value: 'none' }],
    typed: (text) => conversation.external(() => carOf(text, branch, language, deps)),
  });
  return answer === 'none' ? null : Number(answer);
}
