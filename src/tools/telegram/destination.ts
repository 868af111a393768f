import { z } from 'zod';
import type { CompanyFacts } from '../../domain/company/index.js';
import { carTopic, standingTopic, type Destination, type TopicRef } from '../../domain/posts/index.js';
import { findMember } from '../../domain/staff/index.js';
import { BranchlineError } from '../../kernel/errors.js';
import type { Texts } from '../../platform/i18n/index.js';
import type { PrismaClient } from '../../platform/prisma/index.js';
import { requireBranch } from '../company/require-branch.js';

export interface TelegramDeps {
  prisma: PrismaClient;
  company: CompanyFacts;
  texts: Texts;
}

export const Topic = z
  .union([
    z.enum(['bookings', 'handovers', 'cash', 'alerts']).describe('A standing topic of the group'),
    z.strictObject({ car: z.number().int().positive().describe("The car's number in RentProg") }),
  ])
  .describe('A topic of the group; it is made when it is not there');
type Topic = z.infer<typeof Topic>;

export const StaffId = z
  .union([z.number().int().positive(), z.string().regex(/^[1-9]\d{0,15}$/)])
  .transform(String)
  .describe("A member of staff by their Telegram id; they read it in the bot's private chat");

export const To = z
  .union([
    z.strictObject({ branch: z.string().describe('Key of a branch, such as tbilisi'), topic: Topic }),
    z.strictObject({ staff: StaffId }),
  ])
  .describe('Where it is posted');
export type To = z.infer<typeof To>;

/** @throws `tool.no_such_branch` or `telegram.no_such_member`: nobody writes to strangers */
export async function destinationOf(to: To, deps: TelegramDeps): Promise<Destination> {
  if ('branch' in to) {
    requireBranch(to.branch, deps.company);
    return { branch: to.branch, topic: await topicOf(to.topic, deps) };
  }
  if ((await findMember(deps.prisma, BigInt(to.staff))) === null)
    throw new BranchlineError('telegram.no_such_member', {
      retryable: false,
      message: `Nobody on the staff has the Telegram id ${to.staff}.`,
    });
  return { chatId: to.staff };
}

export async function topicOf(topic: Topic, { prisma, company, texts }: TelegramDeps): Promise<TopicRef> {
  const t = texts.in(company.language);
  if (typeof topic === 'string') return standingTopic(topic, t);
  const car = await prisma.car.findUnique({ where: { id: topic.car } });
  return carTopic(car ?? { id: topic.car, plate: null, model: null }, t);
}
