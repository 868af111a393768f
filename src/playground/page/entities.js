import { el } from './dom.js';
import { openLink } from './links.js';

/** @typedef {{ type: string, offset: number, length: number, url?: string, language?: string, user?: any }} Entity */

const plainTags = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

const blocks = ['PRE', 'BLOCKQUOTE'];

/** Addresses and commands that a client recognises in plain text by itself. */
const recognised =
  /(?:https?:\/\/|\bt\.me\/)[^\s<>"]+[^\s<>".,;:!?)\]]|(?<=^|\s)\/[a-z][a-z0-9_]{0,31}(?:@\w+)?(?![\w/])/gimu;

/**
 * Text with Telegram's entities as elements. Offsets count UTF-16 units, as JavaScript's own do; an entity may hold
 * others.
 *
 * @param {string} text
 * @param {Entity[]} [entities]
 * @param {(command: string) => void} [onCommand]
 * @returns {DocumentFragment}
 */
export function richText(text, entities = [], onCommand) {
  const sorted = entities
    .filter(({ offset, length }) => offset >= 0 && length > 0 && offset < text.length)
    .toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  const fragment = document.createDocumentFragment();
  fragment.append(...range(text, 0, text.length, sorted, true, onCommand));
  return fragment;
}

/**
 * @param {string} text @param {number} from @param {number} to @param {Entity[]} entities those inside, sorted
 * @param {boolean} recognise @param {((command: string) => void) | undefined} onCommand
 * @returns {(Node | string)[]}
 */
function range(text, from, to, entities, recognise, onCommand) {
  /** @type {(Node | string)[]} */
  const nodes = [];
  let at = from;
  let rest = entities;
  while (rest.length > 0) {
    const [entity, ...later] = rest;
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    rest = later;
    if (end <= start) continue;
    nodes.push(...plain(text.slice(at, start), recognise, onCommand));
    const inside = later.filter(({ offset }) => offset < end);
    rest = later.filter(({ offset, length }) => offset + length > end);
    const element = elementOf(entity, text.slice(start, end), onCommand);
    const opaque = ['code', 'pre', 'url', 'text_link', 'bot_command', 'email', 'phone_number'].includes(
      entity.type,
    );
    element.append(...range(text, start, end, inside, recognise && !opaque, onCommand));
    nodes.push(element);
    // A block ends its line by itself: the line break behind it would make an empty line.
    at = blocks.includes(element.tagName) && text[end] === '\n' ? end + 1 : end;
  }
  nodes.push(...plain(text.slice(at, to), recognise, onCommand));
  return nodes;
}

/**
 * @param {Entity} entity @param {string} words @param {((command: string) => void) | undefined} onCommand
 * @returns {HTMLElement}
 */
function elementOf(entity, words, onCommand) {
  switch (entity.type) {
    case 'url':
      return link(addressOf(words));
    case 'text_link':
      return link(entity.url ?? '');
    case 'email':
      return link(`mailto:${words}`);
    case 'phone_number':
      return link(`tel:${words}`);
    case 'bot_command':
      return command(words, onCommand);
    case 'pre':
      return el('pre', { 'data-language': entity.language });
    case 'spoiler':
      return el('span', {
        class: 'spoiler',
        tabindex: '0',
        role: 'button',
        onclick: reveal,
        onkeydown: reveal,
      });
    case 'mention':
    case 'text_mention':
    case 'hashtag':
    case 'cashtag':
      return el('span', { class: 'mention' });
    default:
      return el(plainTags[/** @type {keyof typeof plainTags} */ (entity.type)] ?? 'span', {
        class: entity.type,
      });
  }
}

/** @param {Event} event */
function reveal(event) {
  if (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ') return;
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.classList.add('revealed');
}

/** @param {string} words an address, perhaps without its scheme */
const addressOf = (words) => (/^[a-z]+:/i.test(words) ? words : `https://${words}`);

/** @param {string} url */
function link(url) {
  const safe = /^(https?|tg|mailto|tel):/i.test(url);
  return el('a', {
    href: safe ? url : undefined,
    rel: 'noopener noreferrer',
    target: '_blank',
    /** @param {MouseEvent} event */
    onclick: (event) => {
      if (openLink(url)) event.preventDefault();
    },
  });
}

/** @param {string} words @param {((command: string) => void) | undefined} onCommand */
function command(words, onCommand) {
  return el('button', { type: 'button', class: 'command', onclick: () => onCommand?.(words) });
}

/**
 * @param {string} text @param {boolean} recognise @param {((command: string) => void) | undefined} onCommand
 * @returns {(Node | string)[]}
 */
function plain(text, recognise, onCommand) {
  if (!recognise) return [text];
  /** @type {(Node | string)[]} */
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(recognised)) {
    const element = match[0].startsWith('/') ? command(match[0], onCommand) : link(addressOf(match[0]));
    element.append(match[0]);
    nodes.push(text.slice(at, match.index), element);
    at = match.index + match[0].length;
  }
  nodes.push(text.slice(at));
  return nodes;
}
