import type { RentProgClient } from '../company/index.js';

/** Umnico's names of the channels that the clients here write in. */
export type Channel = 'whatsapp2' | 'telegram';

/** A client who writes to the company, with the numbers that Umnico knows them by. */
export interface Correspondent {
  leadId: number;
  customerId: number;
  senderId: number;
  name: string;
  /** Digits of the phone: what both channels call a person. */
  login: string;
  channel: Channel;
  /** In which they write. */
  language: 'en' | 'ru' | 'ka';
  /** What they might write, for whoever does not speak their language. */
  phrases: readonly string[];
  source: { id: string; realId: number };
}

/** The company's own account in a channel. */
export const accounts: Record<Channel, { id: number; login: string }> = {
  whatsapp2: { id: 88, login: '995555000100' },
  telegram: { id: 89, login: '995555000100' },
};

/** In whose name messages go. */
export const managers = [
  { id: 15, role: 'owner' },
  { id: 16, role: 'manager' },
] as const;

type Particulars = Omit<Correspondent, 'name' | 'login'> & { clientId: number };

const particulars: Particulars[] = [
  {
    clientId: 352754,
    ...{ leadId: 90101, customerId: 5101, senderId: 7101, channel: 'whatsapp2', language: 'en' },
    source: { id: 's101', realId: 255101 },
    phrases: [
      'Hello! Could I keep the Camry one more day?',
      'The car does not start. I am in Mtskheta, next to the cathedral.',
      'Where exactly do I return the car today?',
    ],
  },
  {
    clientId: 381001,
    ...{ leadId: 90102, customerId: 5102, senderId: 7102, channel: 'telegram', language: 'ru' },
    source: { id: 's102', realId: 255102 },
    phrases: [
      'Здравствуйте! Рейс задержали, буду на час позже. Вы меня дождётесь?',
      'А детское кресло можно добавить?',
      'Сколько будет стоить ещё один день?',
    ],
  },
  {
    clientId: 381164,
    ...{ leadId: 90103, customerId: 5103, senderId: 7103, channel: 'whatsapp2', language: 'ka' },
    source: { id: 's103', realId: 255103 },
    phrases: [
      'გამარჯობა! შეგიძლიათ მანქანა სასტუმროში მომიყვანოთ?',
      'ავარიაში მოვყევი, რა უნდა გავაკეთო?',
      'რა საბუთები დამჭირდება?',
    ],
  },
];

/** Three clients of RentProg's, under the names and phones that it has. */
export function correspondents(clients: readonly RentProgClient[]): Correspondent[] {
  return particulars.map(({ clientId, ...person }) => {
    const client = clients.find(({ id }) => id === clientId);
    if (client === undefined) throw new RangeError(`RentProg has no client ${clientId}`);
    return { ...person, name: client.name, login: client.phone.replaceAll(/\D/g, '') };
  });
}
