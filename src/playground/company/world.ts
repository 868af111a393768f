import { companyFile } from './branches.js';
import { accounts, staff } from './people.js';
import type { TelegramWorld } from './types.js';

/**
 * The bot, every account and a forum per branch. Everybody on the payroll is in every forum, as in a small company:
 * whoever sits here sees all branches, and what they may do there is decided by the product.
 */
export const telegramWorld: TelegramWorld = {
  bot: {
    id: 7000000001,
    first_name: 'Branchline',
    username: 'branchline_bot',
    token: '7000000001:playground-token-that-opens-nothing',
  },
  users: accounts,
  groups: Object.values(companyFile.branches).map(({ chatId, title }) => ({
    id: chatId,
    title,
    members: staff.map((person) => person.telegramId),
    is_forum: true,
    bot_rights: { can_manage_topics: true, can_delete_messages: true, can_pin_messages: true },
  })),
};
