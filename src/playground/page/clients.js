import { byId, el, oneAtATime, settle } from './dom.js';
import { icon } from './icons.js';
import { tellError } from './notices.js';
import { isShown, markUnseen } from './outside-tabs.js';
import { avatar, unreadMark } from './people.js';
import { getClients, writeAsClient } from './seat-api.js';
import { languageName, text } from './texts.js';
import { clock, dayKey, dayName, fullDate } from './times.js';

/** @typedef {import('./seat-api.js').Client} Client */
/** @typedef {import('./seat-api.js').ClientMessage} ClientMessage */

const channels = { whatsapp2: 'WhatsApp', telegram: 'Telegram' };
const scroller = byId('client-messages');
const field = /** @type {HTMLTextAreaElement} */ (byId('client-text'));

/** @type {Client[]} */
let clients = [];
let picked = Number(localStorage.getItem('client'));
/** How many of the company's messages each client has seen. @type {Map<number, number>} */
const seen = new Map();
/** What was typed as a client and not sent, while another one is picked. @type {Map<number, string>} */
const drafts = new Map();
/** What is shown, to tell whether there is something newer below. */
let shown = '';

const current = () => clients.find(({ lead }) => lead === picked) ?? clients[0];

/** @param {Client} client */
const answers = ({ messages }) => messages.filter(({ own }) => !own).length;

/** @param {Client} client */
const unread = (client) => answers(client) - (seen.get(client.lead) ?? 0);

/** @param {number} lead */
function pick(lead) {
  drafts.set(current()?.lead ?? lead, field.value);
  picked = lead;
  field.value = drafts.get(lead) ?? '';
  localStorage.setItem('client', String(lead));
  render();
}

/** @param {Client} client */
function face(client) {
  const [firstName = ''] = client.name.split(' ');
  return el(
    'button',
    {
      type: 'button',
      key: client.lead,
      testid: `client-${client.lead}`,
      title: client.name,
      'aria-pressed': String(client === current()),
      onclick: () => pick(client.lead),
    },
    avatar(client.lead, client.name),
    el('span', { class: 'client-name' }, firstName),
    el('small', {}, channels[client.channel]),
    el('small', {}, languageName(client.language)),
    unreadMark(unread(client)),
  );
}

/** Whether the product has heard of it. @param {ClientMessage['webhook']} webhook */
function mark(webhook) {
  const words = text(`webhook_${webhook}`);
  const sign = webhook === 'gave_up' ? words : icon(webhook === 'told' ? 'check' : 'clock');
  return el('span', { class: `webhook ${webhook}`, title: words, role: 'img', 'aria-label': words }, sign);
}

/** @param {ClientMessage} message @param {{ first: boolean, language: string }} standing */
function bubble({ id, own, text: words, date, webhook }, { first, language }) {
  return el(
    'article',
    { class: ['message', first && 'first', own && 'own'].filter(Boolean).join(' '), key: id },
    el(
      'div',
      { class: 'column' },
      el(
        'div',
        { class: 'bubble' },
        el('div', { class: 'text', lang: own && language }, words),
        el(
          'footer',
          { class: 'stamp', title: `${fullDate(date)} (Tbilisi)` },
          el('time', {}, clock(date)),
          own && mark(webhook),
        ),
      ),
    ),
  );
}

/** @param {Client} client */
function conversation({ messages, language }) {
  if (messages.length === 0) return [el('p', { class: 'empty', key: 'empty' }, text('clientEmpty'))];
  return messages.flatMap((message, index) => {
    const before = messages[index - 1];
    const isNewDay = before === undefined || dayKey(before.date) !== dayKey(message.date);
    const day = el('p', { class: 'chip day', key: dayKey(message.date) }, dayName(message.date));
    const first = isNewDay || before.own !== message.own;
    return [...(isNewDay ? [day] : []), bubble(message, { first, language })];
  });
}

/** Those that were not written yet, ready to be sent or changed. @param {Client} client */
function phrases({ phrases: all, messages, language }) {
  return all
    .filter((phrase) => !messages.some(({ own, text: words }) => own && words === phrase))
    .map((phrase) =>
      el(
        'button',
        {
          type: 'button',
          class: 'phrase',
          key: phrase,
          testid: 'client-phrase',
          lang: language,
          title: phrase,
          onclick: () => {
            field.value = phrase;
            field.focus();
          },
        },
        phrase,
      ),
    );
}

function render() {
  const client = current();
  if (client === undefined) return;
  if (isShown('client')) seen.set(client.lead, answers(client));
  markUnseen(
    'client',
    clients.reduce((sum, each) => sum + unread(each), 0),
  );
  const newest = `${client.lead}|${client.messages.at(-1)?.id}`;
  const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;
  const [shownLead] = shown.split('|');
  const follow =
    shownLead !== String(client.lead) || (newest !== shown && (atEnd || client.messages.at(-1)?.own));
  shown = newest;
  settle(byId('clients'), clients.map(face));
  settle(scroller, conversation(client));
  settle(byId('client-phrases'), phrases(client));
  if (follow) scroller.scrollTop = scroller.scrollHeight;
  field.placeholder = text('clientMessage');
  field.setAttribute('aria-label', text('clientMessage'));
}

const load = oneAtATime(async () => {
  try {
    const isFirst = clients.length === 0;
    clients = await getClients();
    if (isFirst) for (const client of clients) seen.set(client.lead, answers(client));
  } catch (error) {
    tellError(error);
  }
  render();
});

async function send() {
  const client = current();
  const words = field.value.trim();
  if (client === undefined || words === '') return;
  field.value = '';
  try {
    await writeAsClient(client.lead, words);
  } catch (error) {
    // Nothing that was typed is lost; what was typed meanwhile stands behind it.
    const isHere = current()?.lead === client.lead;
    const both = [words, isHere ? field.value : drafts.get(client.lead)].filter(Boolean).join('\n');
    if (isHere) field.value = both;
    else drafts.set(client.lead, both);
    tellError(error);
  }
}

/** Reads the dialogues anew. */
export const refreshClients = () => void load();

export function startClients() {
  byId('client-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
  field.addEventListener('keydown', (event) => {
    const oneThumb = matchMedia('(pointer: coarse)').matches;
    if (event.isComposing || event.key !== 'Enter' || event.shiftKey || oneThumb) return;
    event.preventDefault();
    void send();
  });
  for (const change of ['languagechange', 'outside', 'visibilitychange'])
    document.addEventListener(change, render);
  refreshClients();
}
