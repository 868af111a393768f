import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people } from '../../src/playground/company/index.js';
import type { SeatMessage } from '../../src/playground/telegram/index.js';
import { openBranch, type BranchAtWork } from '../support/branch-at-work.js';
import { eventually, soon } from '../support/eventually.js';
import { textOf, type Person } from '../support/person.js';

/**
 * Umnico and YouGile, over HTTP in both directions, with the program as a process of its own that is killed in the
 * middle: what a client writes, what the company answers, what stands on the board.
 */
let branch: BranchAtWork;
let nika: Person;
const NIKA = people.tbilisiEmployee;

beforeAll(async () => {
  branch = await openBranch();
  nika = await branch.employ(NIKA, 'Nika');
  nika.says('/start');
  await nika.sees(/Nika/);
});

afterAll(() => branch.close());

function inGroup(text: RegExp): Promise<SeatMessage> {
  return soon(() => {
    const found = branch.groupMessages().find((one) => text.test(textOf(one)));
    if (found === undefined) throw new Error(`nobody wrote ${String(text)} in the group`);
    return found;
  }, 20_000);
}

const often = (text: RegExp): number =>
  branch.groupMessages().filter((one) => one.from.is_bot && text.test(textOf(one))).length;

describe('a client', () => {
  it('is answered in their topic, once, although the program is killed between the question and the answer', async () => {
    const { umnico, telegram } = branch.playground;
    const [english] = umnico.dialogues();
    if (english === undefined) throw new Error('nobody writes here');
    const { leadId, name } = english.person;
    await branch.database.prisma.client.create({
      data: { id: 1, name, phone: `+${english.person.login}` },
    });
    await branch.database.prisma.booking.create({
      data: { id: 990_001, branch: 'tbilisi', clientId: 1, startAt: new Date(), endAt: new Date() },
    });
    umnico.write({ leadId, text: 'The car does not start!' });
    const asked = await inGroup(/The car does not start!/);
    expect(textOf(asked)).toMatch(new RegExp(`${name}[^]*🔴`));
    expect(
      telegram.seat
        .chats(people.admin)
        .flatMap(({ topics }) => topics)
        .map((one) => one.name),
    ).toContain(`💬 ${name}`);

    await branch.restart();
    umnico.write({ leadId, text: 'I am in Mtskheta' });
    await inGroup(/I am in Mtskheta/);
    telegram.seat.sendMessage({
      ...{ user: NIKA, chat: branch.group, text: 'We are coming, wait in the car' },
      thread: asked.thread ?? undefined,
    });
    await branch.restart();
    await inGroup(/Nika[^]*We are coming[^]*✅✅/);
    const heard = (): string[] =>
      umnico
        .dialogues()
        .flatMap(({ person, messages }) =>
          person.leadId === leadId
            ? messages.filter((one) => one.from === 'company').map(({ text }) => text)
            : [],
        );
    expect(heard()).toEqual(['We are coming, wait in the car']);
    expect(often(/The car does not start!/)).toBe(1);
    expect(often(/I am in Mtskheta/)).toBe(1);

    umnico.answer({ leadId, text: 'Written in Umnico' });
    await inGroup(/Written in Umnico/);
  });
});

describe('a task of the board', () => {
  it('comes to whom it is for, and is ticked off there when they have done it here', async () => {
    const { yougile } = branch.playground;
    await branch.database.prisma.staff.update({
      where: { telegramId: BigInt(NIKA) },
      data: { yougileId: 'u-nika' },
    });
    const columnId = branch.playground.company.branches['tbilisi']?.yougileColumn;
    const { id } = yougile.add({ title: 'Change the oil', columnId, assigned: ['u-nika'] });
    await nika.sees(/📌 Change the oil[^]*Nika[^]*YouGile/);
    yougile.change(id, { title: 'Change oil and filter' });
    await nika.sees(/📌 Change oil and filter/);
    yougile.faults.set({ status: 503, times: 2 });
    await nika.pressesOn(/📌 Change oil and filter/, /Done/);
    await nika.sees(/✅ Change oil and filter/);
    await branch.restart();
    await eventually(
      () => yougile.tasks().some((task) => task.id === id && task.completed),
      'the tick stands on the board',
      30_000,
    );
    yougile.change(id, { completed: false });
    await nika.sees(/📌 Change oil and filter[^]*opened it again/);
  });
});
