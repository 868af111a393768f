import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { people } from '../../../src/playground/company/index.js';
import { startPlayground, type Playground } from '../../../src/playground/index.js';
import { createLog } from '../../../src/platform/log/index.js';
import { createPrisma, type PrismaClient } from '../../../src/platform/prisma/index.js';
import { seedPlaygroundStaff } from '../../../src/playground-staff.js';
import { writeCompany } from '../../support/product.js';
import type { FailpointPlan } from '../failpoint-plan.js';
import { prepareProbe } from '../probe/tables.js';
import type { Random } from '../random.js';
import { Child } from './child.js';
import { startDatabase, type CampaignDatabase } from './database.js';
import { freePort } from '../../support/free-port.js';
import { startProxy, type Proxy } from './proxy.js';

/** Everything that a campaign takes place in. */
export interface Stand {
  folder: string;
  database: CampaignDatabase;
  prisma: PrismaClient;
  proxy: Proxy;
  playground: Playground;
  children: readonly Child[];
  /** Where the web process answers, whichever life it is in. */
  webUrl: string;
  close(): Promise<void>;
}

/** Which processes there are: the product's roles over one database, and the probes of its engine. */
const PRODUCT = [
  { name: 'web', roles: 'web' },
  { name: 'bot', roles: 'bot' },
  { name: 'worker-1', roles: 'worker,scheduler' },
  { name: 'worker-2', roles: 'worker,scheduler' },
] as const;
const PROBES = ['probe-1', 'probe-2'] as const;

export async function startStand(options: {
  folder: string;
  plan: FailpointPlan;
  random: Random;
}): Promise<Stand> {
  const { folder, plan, random } = options;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const log = createLog('debug', createWriteStream(join(folder, 'postgres.log')));
  const database = await startDatabase(folder, log);
  const proxy = await startProxy(database.port, random.fork('proxy'));
  const port = await freePort();
  const webUrl = `http://127.0.0.1:${port}`;
  const playground = await startPlayground({ host: '127.0.0.1', port: 0, productUrl: () => webUrl });
  const prisma = createPrisma(database.pool);
  await seedPlaygroundStaff(prisma, playground.staff);
  await prepareProbe(database);

  const url = new URL(database.url);
  url.port = String(proxy.port);
  const environment = {
    BOT_TOKEN: playground.botToken,
    ...playground.settings,
    DATABASE_URL: url.href,
    COMPANY_FILE: writeCompany(folder, playground.company),
    DATA_DIR: folder,
    ADMIN_IDS: String(people.admin),
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: webUrl,
    WORKER_CONCURRENCY: '5',
    LOG_LEVEL: 'info',
  };
  const children = [
    ...PRODUCT.map(({ name, roles }) => ({
      ...{ name, kind: roles, script: 'src/main.ts' },
      environment: { ...environment, ROLES: roles, ...(roles === 'web' && { PORT: String(port) }) },
    })),
    ...PROBES.map((name) => ({
      ...{ name, kind: 'probe', script: 'test/chaos/probe/main.ts' },
      environment: { DATABASE_URL: url.href, CHAOS_SEED: String(random.between(1, 2 ** 31)) },
    })),
  ].map((child) => new Child({ ...child, folder }, plan, random.fork(child.name)));
  for (const child of children) child.keep();

  return {
    ...{ folder, database, prisma, proxy, playground, children, webUrl },
    async close() {
      await Promise.all(children.map((child) => child.stop()));
      await playground.close();
      await proxy.close();
      await prisma.$disconnect();
      await database.stop();
      rmSync(join(folder, 'postgres'), { recursive: true, force: true });
    },
  };
}
