import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { KeptFile } from '../kept-file.js';

const Attachment = z.object({ type: z.string(), url: z.string() });

const Message = z.object({
  id: z.string(),
  leadId: z.number(),
  from: z.enum(['client', 'company']),
  text: z.string(),
  attachments: z.array(Attachment),
  /** Milliseconds. */
  at: z.number(),
  /** The first of its lead. */
  isFirst: z.boolean(),
  /** Of the company's: the manager in whose name it went, and what the sender calls it. */
  userId: z.number().optional(),
  customId: z.string().optional(),
  /** Whether the product has heard of it. */
  webhook: z.enum(['waiting', 'told', 'gave_up']),
});
export type InboxMessage = z.infer<typeof Message>;
export type NewMessage = Pick<InboxMessage, 'leadId' | 'from' | 'text'> &
  Partial<Pick<InboxMessage, 'attachments' | 'userId' | 'customId'>>;

/** All messages of all leads, in the order in which they were written. */
export class Inbox {
  readonly #file: KeptFile<InboxMessage[]>;
  readonly #now: () => Date;
  readonly #listeners = new Set<(leadId: number) => void>();
  readonly #messages: InboxMessage[];

  constructor(options: { path: string | undefined; now: () => Date }) {
    this.#file = new KeptFile(options.path, z.array(Message));
    this.#now = options.now;
    this.#messages = this.#file.read() ?? [];
  }

  add(given: NewMessage): InboxMessage {
    const message: InboxMessage = {
      // Never the same twice, also not after a start with an empty folder: the product may remember the old ones.
      id: `${given.from === 'client' ? 'in' : 'out'}.${randomUUID()}`,
      attachments: [],
      ...given,
      at: this.#now().getTime(),
      isFirst: !this.#messages.some(({ leadId }) => leadId === given.leadId),
      webhook: 'waiting',
    };
    this.#messages.push(message);
    this.#changed(message.leadId);
    return message;
  }

  settle(message: InboxMessage, webhook: 'told' | 'gave_up'): void {
    Object.assign(message, { webhook });
    this.#changed(message.leadId);
  }

  of(leadId: number): readonly InboxMessage[] {
    return this.#messages.filter((message) => message.leadId === leadId);
  }

  /** Of which the product has not heard yet. */
  untold(): readonly InboxMessage[] {
    return this.#messages.filter(({ webhook }) => webhook === 'waiting');
  }

  onChange(listener: (leadId: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(leadId: number): void {
    this.#file.write(this.#messages);
    for (const listener of this.#listeners) listener(leadId);
  }
}
