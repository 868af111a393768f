import { shorten } from '../../kernel/html.js';
import type { Translate } from '../../platform/i18n/index.js';

/** A topic of a branch's group by the key under which its id is kept. */
export interface TopicRef {
  key: string;
  name: string;
}

export type StandingTopic = 'bookings' | 'handovers' | 'cash' | 'maintenance' | 'trips' | 'plan' | 'alerts';

/** Telegram allows 1 to 128 characters for the name of a topic. */
const NAME_LIMIT = 128;

const standingNames: Record<StandingTopic, (t: Translate) => string> = {
  bookings: (t) => t('topic-bookings'),
  handovers: (t) => t('topic-handovers'),
  cash: (t) => t('topic-cash'),
  maintenance: (t) => t('topic-maintenance'),
  trips: (t) => t('topic-trips'),
  plan: (t) => t('topic-plan'),
  alerts: (t) => t('topic-alerts'),
};

export function standingTopic(topic: StandingTopic, t: Translate): TopicRef {
  return { key: topic, name: standingNames[topic](t) };
}

/** The topic of a chat with a client, by its name or, while nobody knows that, by what it is called here. */
export function clientTopic(chat: { id: string; name: string | null }, t: Translate): TopicRef {
  const name = chat.name?.trim() ?? '';
  return {
    key: `client:${chat.id}`,
    name: shorten(`💬 ${name === '' ? t('topic-client') : name}`, NAME_LIMIT),
  };
}

/** The topic of a car, "AA123BB Toyota Camry"; while RentProg has not told, it is called by its number. */
export function carTopic(
  car: { id: number; plate: string | null; model: string | null },
  t: Translate,
): TopicRef {
  const known = [car.plate, car.model].filter((part) => part !== null && part !== '').join(' ');
  return {
    key: `car:${car.id}`,
    name: shorten(known === '' ? t('topic-car', { id: String(car.id) }) : known, NAME_LIMIT),
  };
}
