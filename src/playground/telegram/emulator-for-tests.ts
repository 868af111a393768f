import { Api } from 'grammy';
import sharp from 'sharp';
import { startTelegram, type TelegramEmulator, type TelegramOptions } from './start.js';
import type { TelegramWorld } from './world.js';

export const NINO = 6_500_000_001;
export const GIORGI = 6_500_000_002;
export const OUTSIDER = 6_500_000_003;
export const FORUM = -1_001_234_567_890;
export const GROUP = -500_123;

const world: TelegramWorld = {
  bot: {
    id: 7_000_000_001,
    first_name: 'Jarvis',
    username: 'jarvis_test_bot',
    token: '7000000001:TEST-token',
  },
  users: [
    { id: NINO, first_name: 'Nino', language_code: 'ka', title: 'employee, Tbilisi' },
    { id: GIORGI, first_name: 'Giorgi', last_name: 'M', username: 'giorgi', language_code: 'ru' },
    { id: OUTSIDER, first_name: 'Stranger' },
  ],
  groups: [
    {
      id: FORUM,
      title: 'Branch_Tbilisi',
      members: [NINO, GIORGI],
      is_forum: true,
      bot_rights: { can_manage_topics: true, can_delete_messages: true, can_pin_messages: true },
    },
    {
      id: GROUP,
      title: 'G',
      members: [NINO],
      is_forum: false,
      bot_rights: { can_manage_topics: false, can_delete_messages: false, can_pin_messages: false },
    },
  ],
};

export interface Running {
  emulator: TelegramEmulator;
  api: Api;
}

export async function run(options: Partial<TelegramOptions> = {}): Promise<Running> {
  const emulator = await startTelegram({ world, ...options });
  return { emulator, api: new Api(emulator.token, { apiRoot: emulator.url }) };
}

/** A call as any HTTP client makes it, with the answer as it is. */
export async function call(
  { emulator }: Running,
  method: string,
  parameters: unknown = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${emulator.url}/bot${emulator.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** The description of a refused call, or 'ok'. */
export async function refusal(running: Running, method: string, parameters: unknown): Promise<unknown> {
  const { body } = await call(running, method, parameters);
  return body['ok'] === true ? 'ok' : body['description'];
}

export function picture(width: number, height: number, color = '#3366cc'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: color } })
    .png()
    .toBuffer();
}
