import { likelyCars } from '../../../domain/photos/index.js';
import { findCars } from '../../../domain/search/index.js';
import { may, reachesEverywhere } from '../../../domain/staff/index.js';
import type { Language } from '../../../platform/i18n/index.js';
import type { Car } from '../../../platform/prisma/index.js';
import { branchesOf, branchTitle } from '../../core/branches.js';
import type { BotContext } from '../../core/context.js';
import type { BotDeps } from '../../core/deps.js';

const OFFERED = 4;

/** A car in a conversation's memory, so it is JSON. */
export interface ReportedCar {
  id: number;
  branch: string;
  name: string;
}

interface Begun {
  language: Language;
  /** The car that was named with the command. */
  car: ReportedCar | null;
  /** The cars that the person has to do with today. */
  likely: ReportedCar[];
}

/** Null: they may report nothing. */
export async function beginReport(outer: BotContext, typed: string, deps: BotDeps): Promise<Begun | null> {
  const { person, language } = outer;
  if (person === null || !may(person, 'incident.report')) return null;
  const found = typed === '' ? [] : await findReported(outer, typed, deps);
  const { telegramId, rentprogId } = person;
  const branches = reachesEverywhere(person.role) ? 'all' : person.branches;
  const ids = await likelyCars(deps.prisma, { telegramId, rentprogId, branches }, deps.clock.now(), null);
  const likely = await Promise.all(ids.slice(0, OFFERED).map((id) => carById(outer, id, deps)));
  const car = found.length === 1 ? (found[0] ?? null) : null;
  return { language, car, likely: found.length > 1 ? found : likely.flat() };
}

/** Cars of the person's branches whose plate or model it may be; the one whose plate it is alone. */
export async function findReported(outer: BotContext, typed: string, deps: BotDeps): Promise<ReportedCar[]> {
  const { person } = outer;
  if (person === null) return [];
  const branches = reachesEverywhere(person.role) ? 'all' : person.branches;
  const found = await findCars(deps.prisma, typed, branches, OFFERED);
  const exact = found.filter((one) => one.exact);
  return (exact.length === 1 ? exact : found).map(({ car }) => reported(car));
}

/** The car, when the person works where it is; a button proves nothing. */
export async function carById(outer: BotContext, id: number, deps: BotDeps): Promise<ReportedCar[]> {
  const { person } = outer;
  const car = await deps.prisma.car.findUnique({ where: { id } });
  return person !== null && car !== null && may(person, 'incident.report', car.branch) ? [reported(car)] : [];
}

export function branchesToChoose(outer: BotContext, deps: BotDeps): { key: string; title: string }[] {
  const { person } = outer;
  if (person === null) return [];
  return branchesOf(person, deps.company).map((key) => ({ key, title: branchTitle(key, deps.company) }));
}

function reported({ id, branch, plate, model }: Car): ReportedCar {
  const name = [plate, model].filter((part) => part !== null && part !== '').join(' · ');
  return { id, branch, name: name === '' ? String(id) : name };
}
