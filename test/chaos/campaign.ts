import { setMaxListeners } from 'node:events';
import { branchChats, people } from '../../src/playground/company/index.js';
import { accountForFacts } from './account/facts.js';
import type { Finding } from './account/finding.js';
import { accountForPosts } from './account/posts.js';
import { accountForProbes } from './account/probes.js';
import { accountForUpdates } from './account/updates.js';
import { accountForWebhooks } from './account/webhooks.js';
import { accountForWork } from './account/work.js';
import { keepEvidence } from './evidence.js';
import { FailpointPlan } from './failpoint-plan.js';
import { Faults } from './faults/faults.js';
import { createHappenings } from './load/bookings.js';
import { BusyPerson } from './load/people.js';
import { WebhookLoad } from './load/webhooks.js';
import { holdsWithin, pause } from './pause.js';
import { calmProbes } from './probe/tables.js';
import { createRandom, type Random } from './random.js';
import { findUnsettled, settle, type Unsettled } from './settle.js';
import { startStand, type Stand } from './stand/stand.js';

export interface CampaignOptions {
  seed: number;
  /** How long faults are made. */
  seconds: number;
  /** Where logs and evidence go; what is there is deleted. */
  folder: string;
  say: (text: string) => void;
}

export interface CampaignResult {
  findings: Finding[];
  params: Record<string, unknown>;
  coverage: ReturnType<FailpointPlan['coverage']>;
}

const STARTS_WITHIN_MS = 60_000;
/** Leases run out, silent connections are noticed, and Telegram's 20 messages a minute empty what is queued. */
const SETTLES_WITHIN_MS = 240_000;
const WEBHOOKS_PER_SECOND = 4;
/** Distinct cards are what Telegram's limits make slow, and more than 20 of one car are not all kept up to date. */
const BOOKINGS = { atFirst: 8, perMinute: 8, most: 60 };

const BUSY = [
  { user: people.tbilisiEmployee, group: branchChats.tbilisi },
  { user: people.tbilisiSecondEmployee, group: branchChats.tbilisi },
  { user: people.batumiEmployee, group: branchChats.batumi },
  { user: people.kutaisiEmployee, group: branchChats.kutaisi },
  { user: people.mechanic, group: branchChats.serviceCenter },
  { user: people.tbilisiManager, group: branchChats.tbilisi },
];

/** One campaign: load and faults for a while, then quiet, then an account of everything that should have happened. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const { seed, seconds, folder, say } = options;
  const random = createRandom(seed);
  const plan = new FailpointPlan(random.fork('failpoints'));
  say(`seed ${seed}, ${seconds} s of faults, logs in ${folder}`);
  const stand = await startStand({ folder, plan, random });
  try {
    await getGoing(stand, say);
    const { load, busy, faults } = await makeTrouble(stand, { random, seconds, say });
    const unsettled = await comeToRest(stand, load, say);
    const deaths = stand.children.flatMap((child) => child.deaths);
    const findings = [
      ...(await accountForWebhooks(stand.database, load.deliveries)),
      ...(await accountForUpdates(
        stand.database,
        busy.flatMap(({ deeds }) => deeds),
      )),
      ...(await accountForWork(stand.database)),
      ...(await accountForProbes(stand.database)),
      ...(await accountForPosts(stand, { deaths, deletedTopics: faults.deletedTopics })),
      ...(await accountForFacts(stand)),
    ];
    await keepEvidence(stand, findings);
    const params = {
      ...{ seed, seconds, faults: faults.counts, failpoints: plan.strikes, unsettled },
      ...(await countWork(stand)),
      webhooks: load.deliveries.length,
      webhooksSent: load.deliveries.reduce((sum, { sent }) => sum + sent, 0),
      deeds: busy.reduce((sum, { deeds }) => sum + deeds.length, 0),
      deaths: deaths.length,
      telegram: stand.playground.telegram.control.statistics(),
    };
    return { findings, params, coverage: plan.coverage() };
  } finally {
    await stand.close();
  }
}

/** Everybody is there and has written to the bot once, as people do on their first day; then the account begins. */
async function getGoing(stand: Stand, say: (text: string) => void): Promise<void> {
  const isUp = await holdsWithin(STARTS_WITHIN_MS, 100, async () => {
    await Promise.race([Promise.all(stand.children.map(({ started }) => started)), pause(1_000).then(never)]);
    return true;
  });
  if (!isUp) throw new Error(`the processes did not start; see the logs in ${stand.folder}`);
  const { telegram } = stand.playground;
  stand.playground.letStaffStart();
  await holdsWithin(STARTS_WITHIN_MS, 200, async () => {
    const { updates, effects } = await findUnsettled(stand, new Date());
    return updates + effects === 0;
  });
  telegram.control.forget();
  say('everything is there');
}

function never(): never {
  throw new Error('not yet');
}

async function makeTrouble(
  stand: Stand,
  { random, seconds, say }: { random: Random; seconds: number; say: (text: string) => void },
): Promise<{ load: WebhookLoad; busy: BusyPerson[]; faults: Faults }> {
  const { playground, webUrl } = stand;
  const secrets = new Map(
    Object.entries(playground.company.branches).map(([branch, { rentprog }]) => [
      branch,
      rentprog.webhookSecret,
    ]),
  );
  const load = new WebhookLoad({
    url: webUrl,
    records: playground.records,
    secrets,
    random: random.fork('webhooks'),
  });
  const busy = BUSY.map(
    (one) =>
      new BusyPerson({ ...one, seat: playground.telegram.seat, random: random.fork(String(one.user)) }),
  );
  const faults = new Faults(stand, random.fork('faults'), say);
  const began = performance.now();
  const happenings = createHappenings({
    records: playground.records,
    random: random.fork('happenings'),
    bookings() {
      const minutes = (performance.now() - began) / 60_000;
      return Math.min(BOOKINGS.most, BOOKINGS.atFirst + BOOKINGS.perMinute * minutes);
    },
    responsible: playground.staff
      .filter(({ telegramId }) => BUSY.some(({ user }) => user === telegramId))
      .flatMap(({ rentprogId }) => rentprogId ?? []),
  });
  const over = AbortSignal.timeout(seconds * 1_000);
  // Everybody who pauses listens to it.
  setMaxListeners(0, over);
  await Promise.all([
    load.run(happenings, WEBHOOKS_PER_SECOND, over),
    ...busy.map((person) => person.run(over)),
    faults.run(over),
  ]);
  return { load, busy, faults };
}

async function comeToRest(stand: Stand, load: WebhookLoad, say: (text: string) => void): Promise<Unsettled> {
  say('the faults are over');
  const began = performance.now();
  const left = (): number => Math.max(0, SETTLES_WITHIN_MS - (performance.now() - began));
  await holdsWithin(left(), 500, async () => {
    await calmProbes(stand.database);
    return true;
  });
  await holdsWithin(left(), 100, async () => load.underWay === 0);
  load.giveUp();
  const unsettled = await settle(stand, SETTLES_WITHIN_MS, say);
  say(`settled after ${Math.round((performance.now() - began) / 1_000)} s`);
  return unsettled;
}

async function countWork({ database }: Stand): Promise<object> {
  const [counts] = await database.rows<object>(`
    select (select count(*)::int from events) as events,
           (select count(*)::int from finished_jobs where outcome = 'done') as "jobsDone",
           (select count(*)::int from job_attempts where outcome = 'failed') as "attemptsFailed",
           (select count(*)::int from job_attempts where outcome = 'lost') as "attemptsLost",
           (select count(*)::int from runs) as runs,
           (select count(*)::int from effects where state in ('sent', 'merged')) as "effectsSent",
           (select count(*)::int from telegram_updates) as updates`);
  return counts ?? {};
}
