import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtInCompany, type CompanyFile, type RentProgRecords, type StaffMember } from './company/index.js';
import { startRentProg, type RentProgServer } from './rentprog/index.js';
import { registerPlaygroundRoutes } from './routes.js';
import { startTelegram, type TelegramEmulator } from './telegram/index.js';

export interface Playground {
  /** Where a person sits down. */
  url: string;
  botToken: string;
  rentprogUrl: string;
  company: CompanyFile;
  staff: StaffMember[];
  /** What RentProg knows; changing it changes what its API answers. */
  records: RentProgRecords;
  telegram: TelegramEmulator;
  rentprog: RentProgServer;
  /** Everybody on the payroll presses "Start" once, as people do on their first day. */
  letStaffStart(): void;
  close(): Promise<void>;
}

/**
 * The outside world on loopback: a Telegram with people at it, and RentProg, with a small company in them. The
 * product talks to them over HTTP as it would to the real ones.
 */
export async function startPlayground(options: {
  /** Where its chats are kept between starts; nowhere when absent. */
  folder?: string;
  host: string;
  /** Of the page; 0 takes any free one. */
  port: number;
  productUrl: () => string;
  now?: () => Date;
}): Promise<Playground> {
  const now = options.now ?? (() => new Date());
  const company = builtInCompany(now());
  const rentprog = await startRentProg({ records: company.rentprog, host: '127.0.0.1', now });
  const telegram = await startTelegram({
    world: company.telegram,
    folder: options.folder === undefined ? undefined : join(options.folder, 'telegram'),
    host: options.host,
    port: options.port,
    page: fileURLToPath(new URL('./page/', import.meta.url)),
    now,
    register: (app) => {
      registerPlaygroundRoutes(app, { productUrl: options.productUrl, company, now });
    },
  });
  return {
    url: telegram.url,
    botToken: telegram.token,
    rentprogUrl: rentprog.url,
    company: company.file,
    staff: company.staff,
    records: company.rentprog,
    telegram,
    rentprog,
    letStaffStart() {
      for (const { telegramId: user } of company.staff)
        if (telegram.seat.messages({ user, chat: user }).length === 0)
          telegram.seat.sendMessage({ user, chat: user, text: '/start' });
    },
    async close() {
      await telegram.close();
      await rentprog.close();
    },
  };
}
