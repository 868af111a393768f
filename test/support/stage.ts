import { startApp, type App } from '../../src/app.js';
import { Company, readEnv } from '../../src/config/index.js';
import { seedPlaygroundStaff } from '../../src/playground-staff.js';
import { startPlayground, type Playground } from '../../src/playground/index.js';
import { createLog } from '../../src/platform/log/index.js';
import { freePort } from './free-port.js';
import { Person } from './person.js';
import { playgroundEnvironment } from './playground-environment.js';
import { createTestDatabase } from './postgres.js';
import { temporaryFolder } from './product.js';

export interface Stage {
  playground: Playground;
  app: App;
  /** Telegram ids by what people are: `admin`, `manager`, `employee`, ... of Tbilisi. */
  person(id: number): Person;
  /** Posts a body to RentProg's webhook of a branch. */
  webhook(branch: string, body: unknown): Promise<{ status: number; answer: Record<string, unknown> }>;
  close(): Promise<void>;
}

/** The product in this process, with the playground's world, people and company around it. */
export async function startStage(options: { publicUrl?: boolean } = {}): Promise<Stage> {
  const database = await createTestDatabase();
  const folder = temporaryFolder();
  let productUrl = '';
  const playground = await startPlayground({ host: '127.0.0.1', port: 0, productUrl: () => productUrl });
  const port = options.publicUrl === true ? await freePort() : 0;
  const env = readEnv({
    ...playgroundEnvironment(playground, folder.path),
    HOST: '127.0.0.1',
    PORT: String(port),
    ...(options.publicUrl === true && { PUBLIC_URL: `http://127.0.0.1:${port}` }),
  });
  const company = Company.parse(playground.company);
  const app = await startApp({
    env,
    botToken: playground.botToken,
    company,
    databaseUrl: database.url,
    log: createLog(process.env['TEST_LOG'] ?? 'silent'),
    seed: (prisma) => seedPlaygroundStaff(prisma, playground.staff),
  });
  productUrl = app.url;
  playground.letStaffStart();
  return {
    playground,
    app,
    person: (id) => new Person(playground.telegram.seat, id),
    async webhook(branch, body) {
      const secret = company.branches[branch]?.rentprog.webhookSecret ?? '';
      const response = await fetch(`${app.url}/webhooks/rentprog/${branch}?t=${secret}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
    },
    async close() {
      await app.stop();
      await playground.close();
      await database.drop();
      folder.remove();
    },
  };
}
