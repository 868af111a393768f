import type { InboxMessage } from './inbox.js';
import { accounts, type Correspondent } from './people.js';

const ACCOUNT_ID = 123456;

/** What Umnico posts of a message, in the shapes that were recorded (integrations.md §2). */
export function webhookBody(message: InboxMessage, person: Correspondent): object {
  const { leadId, channel } = person;
  const account = accounts[channel];
  const common = { messageId: message.id, datetime: message.at };
  const source = { ...person.source, saId: account.id };
  if (message.from === 'company')
    return {
      type: 'message.outgoing',
      ...{ accountId: ACCOUNT_ID, leadId },
      message: {
        ...common,
        incoming: false,
        message: { text: message.text },
        sender: { id: message.userId, type: 'user' },
        source,
        ...(message.customId !== undefined && { customId: message.customId }),
      },
    };
  return {
    type: 'message.incoming',
    ...{ accountId: ACCOUNT_ID, leadId, isNewLead: message.isFirst, isNewCustomer: false },
    message: {
      ...common,
      incoming: true,
      message: { text: message.text, attachments: message.attachments },
      sender: {
        id: person.senderId,
        ...{ login: person.login, customerId: person.customerId, type: channel, name: person.name },
      },
      source: { ...source, type: 'message' },
      sa: { id: account.id, type: channel, login: account.login },
    },
  };
}
