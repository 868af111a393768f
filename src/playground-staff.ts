import type { PrismaClient } from './platform/prisma/index.js';

/** Lets the playground's people in at the first start; what they changed since then is kept. */
export async function seedPlaygroundStaff(
  prisma: PrismaClient,
  people: readonly {
    telegramId: number;
    name: string;
    role: string;
    branches: readonly string[];
    language: string;
    rentprogId?: number;
  }[],
): Promise<void> {
  await prisma.staff.createMany({
    data: people.map((person) => ({
      ...person,
      telegramId: BigInt(person.telegramId),
      branches: [...person.branches],
    })),
    skipDuplicates: true,
  });
}
