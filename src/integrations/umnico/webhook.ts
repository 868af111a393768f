import { z } from 'zod';
import { optional } from '../optional.js';

const whole = z.union([z.number().int(), z.string().regex(/^\d{1,15}$/)]).transform(Number);
const text = optional(z.string());
const name = optional(z.union([z.string(), z.number()]).transform(String));
const list = optional(z.array(z.unknown()));

/** A message; its text stands one level deeper than in Umnico's older form, which still comes (integrations.md §2). */
const Message = z.looseObject({
  messageId: z.union([z.string().min(1), z.number()]).transform(String),
  /** Milliseconds. */
  datetime: optional(z.number()),
  text,
  message: optional(z.looseObject({ text, attachments: list })),
  attachments: list,
  sender: optional(z.looseObject({ name: text, login: name, type: text })),
  source: optional(z.looseObject({ id: name, realId: name, saId: optional(z.number().int()) })),
  sa: optional(z.looseObject({ id: optional(z.number().int()) })),
  customId: name,
});

const Envelope = z.looseObject({
  type: z.string(),
  leadId: whole.optional(),
  message: z.unknown().optional(),
});
/** The address of an attachment has had three names. */
const Attachment = z.looseObject({ type: text, url: text, link: text, src: text });

/** What Umnico tells besides messages: numbers of leads and clients, without anything of them. */
const others = new Set(['lead.created', 'lead.changed.status', 'customer.created']);

interface UmnicoMessagePayload {
  lead_id: number;
  message_id: string;
  text: string;
  attachments: { type: string; url: string | null }[];
  /** ISO time. */
  at: string;
  source?: string | undefined;
  sa_id?: number | undefined;
}

export interface IncomingPayload extends UmnicoMessagePayload {
  name?: string | undefined;
  /** What the channel calls the client: in WhatsApp the phone. */
  login?: string | undefined;
  channel?: string | undefined;
}

export interface SentPayload extends UmnicoMessagePayload {
  custom_id?: string | undefined;
}

export type UmnicoDelivery =
  | {
      ok: true;
      event:
        | { type: 'umnico.message.incoming'; payload: IncomingPayload }
        | { type: 'umnico.message.sent'; payload: SentPayload };
    }
  | { ok: false; reason: string }
  | { ok: 'ignored'; what: string };

/** Turns what Umnico posted into events of the catalogue (product.md §5). Nothing is guessed. */
export function readUmnicoWebhook(body: unknown, receivedAt: Date): UmnicoDelivery {
  const envelope = Envelope.safeParse(body);
  if (!envelope.success) return { ok: false, reason: 'the body is no {"type","leadId","message"} object' };
  const { type, leadId } = envelope.data;
  if (others.has(type)) return { ok: 'ignored', what: type };
  if (type !== 'message.incoming' && type !== 'message.outgoing')
    return { ok: false, reason: `unknown type ${JSON.stringify(type.slice(0, 80))}` };
  if (leadId === undefined) return { ok: false, reason: `${type} without a leadId` };
  const message = Message.safeParse(envelope.data.message);
  if (!message.success)
    return { ok: false, reason: `message: ${z.prettifyError(message.error).replaceAll('\n', ' ')}` };
  const common = payloadOf(leadId, message.data, receivedAt);
  const { sender, customId: custom_id } = message.data;
  if (type === 'message.outgoing')
    return { ok: true, event: { type: 'umnico.message.sent', payload: { ...common, custom_id } } };
  const client = { name: sender?.name, login: sender?.login, channel: sender?.type };
  return { ok: true, event: { type: 'umnico.message.incoming', payload: { ...common, ...client } } };
}

function payloadOf(leadId: number, message: z.infer<typeof Message>, receivedAt: Date): UmnicoMessagePayload {
  const { messageId, datetime, source, sa } = message;
  const sent = new Date(datetime ?? receivedAt);
  return {
    lead_id: leadId,
    message_id: messageId,
    text: message.message?.text ?? message.text ?? '',
    attachments: (message.message?.attachments ?? message.attachments ?? []).map(attachmentOf),
    at: (Number.isNaN(sent.getTime()) ? receivedAt : sent).toISOString(),
    source: source?.realId ?? source?.id,
    sa_id: sa?.id ?? source?.saId,
  };
}

/** One that cannot be read is still one: the person is told that there was something. */
function attachmentOf(given: unknown): { type: string; url: string | null } {
  const read = Attachment.safeParse(given);
  if (!read.success) return { type: 'file', url: null };
  const { type, url, link, src } = read.data;
  return { type: type ?? 'file', url: url ?? link ?? src ?? null };
}
