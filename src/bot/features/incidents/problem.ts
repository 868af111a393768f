import type { Conversation } from '@grammyjs/conversations';
import { InlineKeyboard, type Context } from 'grammy';
import { photoOf, type TakenPhoto } from '../../../domain/photos/index.js';
import type { Translate } from '../../../platform/i18n/index.js';
import type { BotContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';
import { beginReport, branchesToChoose, carById, findReported, type ReportedCar } from './problem-cars.js';
import { storeProblem } from './problem-store.js';

type Talk = Conversation<BotContext>;

/** The name of the conversation. */
export const PROBLEM = 'problem';

const NO_CAR = 'problem:none';
const SEND = 'problem:send';
const LEAVE = 'problem:leave';
const CAR = /^problem:car:(\d{1,15})$/;
const BRANCH = /^problem:in:([a-z][a-z0-9-]{0,30})$/;
/** As many as an album holds. */
const PHOTOS = 10;

/** `/problem`: which car, what happened, photos. Whatever is no answer ends it and goes its usual way. */
export function problemDialogue(deps: BotDeps) {
  return async function problem(conversation: Talk, ctx: Context, plate: string): Promise<void> {
    const begun = await conversation.external((outer) => beginReport(outer, plate, deps));
    if (begun === null) return;
    const t = deps.texts.in(begun.language);
    const car = begun.car ?? (await askCar(conversation, ctx, begun.likely, t, deps));
    const branch = car?.branch ?? (await askBranch(conversation, ctx, t, deps));
    const said = await askWhat(conversation, ctx, t);
    const told = await conversation.external((outer) =>
      said === null
        ? t('problem-left')
        : storeProblem(outer, { ...said, carId: car?.id ?? null, branch }, deps),
    );
    await ctx.reply(told);
  };
}

/** Null: it is about no car. */
async function askCar(
  conversation: Talk,
  ctx: Context,
  likely: ReportedCar[],
  t: Translate,
  deps: BotDeps,
): Promise<ReportedCar | null> {
  let offered = likely;
  let question = t('problem-which-car');
  for (;;) {
    const keyboard = new InlineKeyboard();
    for (const { id, name } of offered) keyboard.text(`🚗 ${name}`, `problem:car:${id}`).row();
    await ctx.reply(question, { reply_markup: keyboard.text(t('button-problem-no-car'), NO_CAR) });
    const answer = await conversation.wait();
    const pressed = answer.callbackQuery?.data ?? '';
    if (pressed === NO_CAR) return null;
    const [, chosen] = CAR.exec(pressed) ?? [];
    const typed = answer.message?.text;
    if (chosen === undefined && (typed === undefined || typed.startsWith('/')))
      return conversation.halt({ next: true });
    const found = await conversation.external((outer) =>
      chosen === undefined ? findReported(outer, typed ?? '', deps) : carById(outer, Number(chosen), deps),
    );
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    offered = found;
    question = t(found.length === 0 ? 'problem-no-such-car' : 'problem-several-cars');
  }
}

async function askBranch(conversation: Talk, ctx: Context, t: Translate, deps: BotDeps): Promise<string> {
  const branches = await conversation.external((outer) => branchesToChoose(outer, deps));
  const [only] = branches;
  if (only !== undefined && branches.length === 1) return only.key;
  const keyboard = new InlineKeyboard();
  for (const { key, title } of branches) keyboard.text(title, `problem:in:${key}`).row();
  await ctx.reply(t('problem-which-branch'), { reply_markup: keyboard });
  const answer = await conversation.wait();
  const [, branch] = BRANCH.exec(answer.callbackQuery?.data ?? '') ?? [];
  return branch ?? conversation.halt({ next: true });
}

/** Null: they changed their mind. The text comes first; photos and more text may follow until it is sent. */
async function askWhat(
  conversation: Talk,
  ctx: Context,
  t: Translate,
): Promise<{ text: string; photos: TakenPhoto[] } | null> {
  const words: string[] = [];
  const photos: TakenPhoto[] = [];
  const keyboard = new InlineKeyboard()
    .text(t('button-problem-send'), SEND)
    .row()
    .text(t('button-problem-leave'), LEAVE);
  await ctx.reply(t('problem-what'));
  let shown: number | undefined;
  for (;;) {
    const answer = await conversation.wait();
    const { message } = answer;
    const pressed = answer.callbackQuery?.data;
    if (pressed === LEAVE) return null;
    if (pressed === SEND) return { text: words.join('\n'), photos };
    const photo = message === undefined ? null : photoOf(message);
    const text = message?.text ?? message?.caption;
    if ((photo === null && text === undefined) || text?.startsWith('/') === true)
      return conversation.halt({ next: true });
    if (photo !== null && photos.length < PHOTOS) photos.push(photo);
    if (text !== undefined) words.push(text);
    // An album is many messages: what stands below them is changed, not sent again for each.
    const say = [
      ...(photos.length > 0 ? [t('problem-got-photos', { count: photos.length })] : []),
      words.length === 0 ? t('problem-what') : t('problem-photos', { limit: PHOTOS }),
    ].join('\n');
    const options = words.length === 0 ? {} : { reply_markup: keyboard };
    if (photo !== null && shown !== undefined && ctx.chat !== undefined)
      await ctx.api.editMessageText(ctx.chat.id, shown, say, options);
    else shown = (await ctx.reply(say, options)).message_id;
  }
}
