import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type BotInTest } from '../../../../test/support/bot.js';
import type { OpenDatabase } from '../../../../test/support/database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { LastScreen } from '../../../../test/support/last-screen.js';
import { textOf, type Person } from '../../../../test/support/person.js';
import { encodeCallback } from '../../../domain/posts/index.js';
import { findMember } from '../../../domain/staff/index.js';
import { GIORGI, NINO, OUTSIDER } from '../../../playground/telegram/emulator-for-tests.js';

const NEW = BigInt(OUTSIDER);

let stage: BotInTest;
let database: OpenDatabase;
let admin: Person, manager: Person, newcomer: Person;
let adminSees: LastScreen, newcomerSees: LastScreen;

beforeAll(async () => {
  stage = await startBot();
  ({ database, admin, manager, outsider: newcomer } = stage);
  adminSees = new LastScreen(stage.telegram.emulator.seat, admin);
  newcomerSees = new LastScreen(stage.telegram.emulator.seat, newcomer);
});

beforeEach(async () => {
  await database.rows('truncate invitations, conversation_states, audit_log');
  await database.prisma.staff.deleteMany({ where: { telegramId: NEW } });
  await database.prisma.staff.update({ where: { telegramId: BigInt(NINO) }, data: { role: 'admin' } });
});

afterAll(() => stage.close());

/** Answers all questions; the code of the link. */
async function invites(options: { language?: RegExp } = {}): Promise<string> {
  admin.says('/invite');
  await adminSees.presses(/^Employee$/);
  await adminSees.presses(/^Tbilisi$/);
  await adminSees.presses(options.language ?? /^English$/);
  await adminSees.presses(/^.*Skip$/);
  return codeOf(textOf(await adminSees.shows(/\?start=/)));
}

function codeOf(text: string): string {
  return /\?start=(\S+)/.exec(text)?.[1] ?? '';
}

describe('inviting', () => {
  it('asks for role, branches, language and number; the link lets in with all of them', async () => {
    admin.says('/invite');
    await adminSees.presses(/^Branch manager$/);
    await adminSees.presses(/^Several branches$/);
    await adminSees.presses(/^▫️ Tbilisi$/);
    await adminSees.presses(/^▫️ Batumi$/);
    await adminSees.presses(/^☑️ Tbilisi$/);
    await adminSees.presses(/^▫️ Tbilisi$/);
    await adminSees.presses(/Done/);
    await adminSees.presses(/^ქართული$/);
    await adminSees.shows(/employee number in RentProg/);
    admin.says('10 thousand');
    await adminSees.shows(/number in digits/);
    admin.says('10011');
    const link = textOf(await adminSees.shows(/The invitation is ready: Branch manager, Tbilisi, Batumi/));
    newcomer.says(`/start ${codeOf(link)}`);
    // Greeted in the language that was chosen for them.
    await newcomerSees.shows(/მოგესალმებით/);
    expect(await findMember(database.prisma, NEW)).toMatchObject({
      ...{ role: 'manager', branches: ['tbilisi', 'batumi'], language: 'ka', rentprogId: 10_011 },
    });
    await admin.sees(/has joined: Branch manager, Tbilisi, Batumi/);
    await eventually(
      () => stage.telegram.emulator.seat.commands(OUTSIDER).some((one) => one.command === 'staff'),
      'the commands of a manager are there before the first touch',
    );
  });

  it('lets the person choose the language', async () => {
    const code = await invites({ language: /^Let them choose$/ });
    newcomer.says(`/start ${code}`);
    await newcomerSees.presses(/^English$/);
    await newcomerSees.shows(/What would you like to do/);
    expect(await findMember(database.prisma, NEW)).toMatchObject({ language: 'en' });
  });

  it('is over when the right was lost on the way, or another command is given', async () => {
    admin.says('/invite');
    await adminSees.presses(/^Employee$/);
    await adminSees.presses(/^Tbilisi$/);
    await adminSees.presses(/^English$/);
    await adminSees.shows(/RentProg/);
    await database.prisma.staff.update({ where: { telegramId: BigInt(NINO) }, data: { role: 'staff' } });
    admin.says('10011');
    await eventually(
      async () => (await database.prisma.conversationState.count()) === 0,
      'the dialogue is over',
    );
    expect(await database.prisma.invitation.count()).toBe(0);
  });

  it('answers a second tap on the same button with nothing new', async () => {
    admin.says('/invite');
    await adminSees.presses(/^Employee$/);
    const question = await adminSees.shows(/Which branch/);
    const twice = [1, 2].map(() => admin.pressesData('invite:+', question, true));
    for (const answer of await Promise.all(twice)) expect(answer.answered).toBe(true);
    await adminSees.presses(/^▫️ Batumi$/);
    await adminSees.presses(/Done/);
    await adminSees.shows(/Which language/);
  });
});

describe('open invitations', () => {
  it('are listed and revoked at once: whoever opens the link is told so', async () => {
    const [revoked, kept] = [await invites(), await invites()];
    await adminSees.presses(/Open invitations/);
    expect(textOf(await adminSees.shows(/Open invitations/))).toMatch(
      /1\. Employee · Tbilisi\nInvited by Nino, valid until .*\n\n2\. Employee · Tbilisi/,
    );
    // The newest stands first.
    await adminSees.presses(/^✖️ 2\./);
    await adminSees.shows(/^(?![^]*2\. Employee)/);
    expect(textOf(await adminSees.shows(/1\. Employee/))).not.toContain('2.');
    newcomer.says(`/start ${revoked}`);
    await newcomerSees.shows(/приглашение отозвали/);
    expect(await findMember(database.prisma, NEW)).toBeNull();
    newcomer.says(`/start ${kept}`);
    await newcomerSees.shows(/Welcome/);
    const list = await adminSees.shows(/has joined/);
    const { id } = await database.prisma.invitation.findFirstOrThrow({ where: { usedAt: { not: null } } });
    const late = encodeCallback({ action: 'invitation.revoke', invitationId: id });
    expect(await admin.pressesData(late, list, true)).toMatchObject({
      text: expect.stringContaining('Too late') as string,
      show_alert: true,
    });
  });

  it('are revoked and seen by nobody but admins', async () => {
    await invites();
    const { id } = await database.prisma.invitation.findFirstOrThrow();
    manager.says('/menu');
    const menu = await manager.sees(/What would you like to do/);
    for (const data of [
      encodeCallback({ action: 'invitation.revoke', invitationId: id }),
      encodeCallback({ action: 'invitations', page: 0 }),
      encodeCallback({ action: 'invitation.new' }),
    ])
      expect(await manager.pressesData(data, menu, true)).toMatchObject({ show_alert: true });
    manager.says('/invite');
    await manager.sees(/not allowed/);
    expect(await database.prisma.invitation.findFirstOrThrow()).toMatchObject({ revokedAt: null });
  });
});

describe('the door', () => {
  it('gives a stranger with a link of a card the one polite line', async () => {
    newcomer.says('/start car-65311');
    await newcomerSees.shows(/бот для сотрудников/);
    newcomer.says('/start nonsense');
    await newcomerSees.shows(/Ссылка-приглашение не работает/);
  });

  it('shows the menu to somebody who works here, whatever they come with', async () => {
    manager.says('/start nonsense-1');
    await new LastScreen(stage.telegram.emulator.seat, manager).shows(/What would you like to do/);
  });
});

describe('commands', () => {
  it('are those of the role in the person’s language, and /help lists the same', async () => {
    const seat = stage.telegram.emulator.seat;
    manager.says('/help');
    const help = textOf(await manager.sees(/What the bot can do/));
    await eventually(() => seat.commands(GIORGI).length > 0, 'the list is there');
    const names = seat.commands(GIORGI).map((one) => one.command);
    expect(names).toEqual(expect.arrayContaining(['menu', 'duty', 'staff', 'settings', 'help']));
    expect(names).not.toContain('invite');
    const listed = [...help.matchAll(/^\/(\w+) — /gm)].map(([, name]) => name);
    expect(listed).toEqual(names);
    admin.says('/help');
    expect(textOf(await admin.sees(/\/invite — Invite a colleague/))).toContain('/schedules — ');
  });

  it('follow a change of the role at once, and do not stop an update when Telegram fails', async () => {
    const seat = stage.telegram.emulator.seat;
    await database.prisma.staff.update({
      where: { telegramId: BigInt(GIORGI) },
      data: { role: 'staff', commandsHash: null },
    });
    seat.addFault({ method: 'setMyCommands', times: 1, error: { error_code: 500, description: 'down' } });
    manager.says('/menu');
    await manager.sees(/What would you like to do/);
    manager.says('/duty');
    await eventually(
      () => seat.commands(GIORGI).every((one) => one.command !== 'staff'),
      'the list of a manager is gone',
    );
    expect(await database.prisma.finishedJob.count({ where: { outcome: 'dead' } })).toBe(0);
    await database.prisma.staff.update({ where: { telegramId: BigInt(GIORGI) }, data: { role: 'manager' } });
  });
});
