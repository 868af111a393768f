import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { registerClientRoutes } from './client-routes.js';
import { builtInCompany, type CompanyFile, type RentProgRecords, type StaffMember } from './company/index.js';
import { startRentProg, type RentProgServer } from './rentprog/index.js';
import { registerPlaygroundRoutes } from './routes.js';
import { registerStream } from './stream.js';
import { registerTaskRoutes } from './task-routes.js';
import { startTelegram, type TelegramEmulator } from './telegram/index.js';
import { startUmnico, type UmnicoServer } from './umnico/index.js';
import { startYouGile, type YouGileServer } from './yougile/index.js';

const UMNICO_SECRET = 'playground-hook-umnico';
const YOUGILE_SECRET = 'playground-hook-yougile';

type Setting =
  | 'TELEGRAM_API_ROOT'
  | 'RENTPROG_BASE_URL'
  | `UMNICO_${'TOKEN' | 'BASE_URL' | 'WEBHOOK_SECRET'}`
  | `YOUGILE_${'KEY' | 'BASE_URL' | 'WEBHOOK_SECRET'}`;

export interface Playground {
  /** Where a person sits down. */
  url: string;
  botToken: string;
  company: CompanyFile;
  staff: StaffMember[];
  /** What RentProg knows; changing it changes what its API answers. */
  records: RentProgRecords;
  telegram: TelegramEmulator;
  rentprog: RentProgServer;
  umnico: UmnicoServer;
  yougile: YouGileServer;
  /** By which the program finds this world, under the names of its variables. */
  settings: Readonly<Record<Setting, string>>;
  /** Everybody on the payroll presses "Start" once, as people do on their first day. */
  letStaffStart(): void;
  close(): Promise<void>;
}

/**
 * The outside world on loopback: a Telegram with people at it, RentProg, Umnico with clients who write, and
 * YouGile, with a small company in them. The product talks to them over HTTP as it would to the real ones.
 */
export async function startPlayground(options: {
  /** Where its chats and tasks are kept between starts; nowhere when absent. */
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
  const kept = (name: string): string | undefined => options.folder && join(options.folder, name);
  const webhookUrl = (system: string, secret: string) => () =>
    `${options.productUrl()}/webhooks/${system}?t=${encodeURIComponent(secret)}`;
  const umnico = await startUmnico({
    ...{ now, clients: company.rentprog.clients, path: kept('umnico.json') },
    webhookUrl: webhookUrl('umnico', UMNICO_SECRET),
  });
  const yougile = await startYouGile({
    ...{ now, path: kept('yougile.json') },
    columns: Object.values(company.file.branches).map(({ title, yougileColumn: id }) => ({ id, title })),
    webhookUrl: webhookUrl('yougile', YOUGILE_SECRET),
  });
  const telegram = await startTelegram({
    world: company.telegram,
    folder: kept('telegram'),
    host: options.host,
    port: options.port,
    page: fileURLToPath(new URL('./page/', import.meta.url)),
    now,
    register: (app, seat) => {
      registerPlaygroundRoutes(app, { productUrl: options.productUrl, company, now });
      registerClientRoutes(app, umnico);
      registerTaskRoutes(app, yougile);
      registerStream(app, { seat, umnico, yougile });
    },
  });
  return {
    url: telegram.url,
    botToken: telegram.token,
    company: company.file,
    staff: company.staff,
    records: company.rentprog,
    telegram,
    rentprog,
    umnico,
    yougile,
    settings: {
      TELEGRAM_API_ROOT: telegram.url,
      RENTPROG_BASE_URL: rentprog.url,
      UMNICO_TOKEN: umnico.token,
      UMNICO_BASE_URL: umnico.url,
      UMNICO_WEBHOOK_SECRET: UMNICO_SECRET,
      YOUGILE_KEY: yougile.key,
      YOUGILE_BASE_URL: yougile.url,
      YOUGILE_WEBHOOK_SECRET: YOUGILE_SECRET,
    },
    letStaffStart() {
      for (const { telegramId: user } of company.staff)
        if (telegram.seat.messages({ user, chat: user }).length === 0)
          telegram.seat.sendMessage({ user, chat: user, text: '/start' });
    },
    async close() {
      await telegram.close();
      await Promise.all([rentprog.close(), umnico.close(), yougile.close()]);
    },
  };
}
