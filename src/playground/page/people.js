import { byId, el, settle } from './dom.js';
import { icon } from './icons.js';
import { session } from './session.js';
import { postName, text } from './texts.js';

/** @typedef {{ id: number, first_name: string, last_name?: string, title?: string }} Person */

/** @param {{ first_name?: string, last_name?: string } | undefined} person */
export const fullName = (person) => [person?.first_name, person?.last_name].filter(Boolean).join(' ');

/**
 * A round with initials, its hue from the id so that a person keeps it everywhere.
 *
 * @param {number} id @param {string} name
 */
export function avatar(id, name) {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('');
  const round = el('span', { class: 'avatar', 'aria-hidden': 'true' }, initials);
  round.style.setProperty('--hue', String(hueOf(id)));
  return round;
}

/** @param {number} id */
export const hueOf = (id) => (Math.abs(id) * 47) % 360;

/** @param {number} count */
export function unreadMark(count) {
  if (count === 0) return null;
  return el('span', { class: 'unread', 'aria-label': text('unread', { count }) }, String(count));
}

/** "Менеджер · Батуми" is the post and the place. @param {Person} person @returns {[string, string]} */
function titleOf(person) {
  const [post = '', place = ''] = (person.title ?? '').split(' · ');
  return [post, place];
}

/** @param {Person} person */
function seat(person) {
  const name = fullName(person);
  const [, place] = titleOf(person);
  const waiting = person.id === session.user ? 0 : session.unreadIn(person.id);
  return el(
    'button',
    {
      type: 'button',
      class: 'row',
      testid: `person-${person.id}`,
      'aria-current': person.id === session.user ? 'true' : null,
      onclick: () => takeSeat(person.id),
    },
    avatar(person.id, name),
    el(
      'span',
      { class: 'row-words' },
      el('span', { class: 'row-title' }, name),
      place && el('small', {}, place),
    ),
    unreadMark(waiting),
  );
}

/** @param {number} id */
function takeSeat(id) {
  showPeople(false);
  const roomForBoth = matchMedia('(min-width: 760px)').matches;
  return session.sitAs(id, roomForBoth ? id : null);
}

/** @param {boolean} shown */
function showPeople(shown) {
  document.body.dataset.side = shown ? 'people' : 'chats';
  byId('person-picker').setAttribute('aria-expanded', String(shown));
}

function renderList() {
  /** @type {Map<string, Person[]>} */
  const byPost = new Map();
  for (const person of session.world.users) {
    const [post] = titleOf(person);
    byPost.set(post, [...(byPost.get(post) ?? []), person]);
  }
  const groups = [...byPost].map(([post, people]) =>
    el('section', { key: post }, post && el('h3', {}, postName(post)), ...people.map(seat)),
  );
  const intro = el('header', { key: 'intro' }, el('h2', {}, text('sitAs')), el('p', {}, text('sitAsHint')));
  settle(byId('people'), [intro, ...groups]);
}

function renderPicker() {
  byId('person-picker').hidden = session.user === null;
  const person = session.person();
  const name = fullName(person);
  const elsewhere = session.world.users
    .filter(({ id }) => id !== session.user)
    .reduce((sum, { id }) => sum + session.unreadIn(id), 0);
  byId('person-picker').replaceChildren(
    person ? avatar(person.id, name) : icon('people'),
    el(
      'span',
      { class: 'row-words' },
      el('span', { class: 'row-title' }, name || text('sitAs')),
      person?.title && el('small', {}, person.title),
    ),
    unreadMark(elsewhere) ?? '',
    el('span', { class: 'fold', 'aria-hidden': 'true' }, icon('down')),
  );
  byId('person-picker').setAttribute('aria-label', name ? `${text('changeSeat')}: ${name}` : text('sitAs'));
}

function render() {
  renderPicker();
  renderList();
}

export function startPeople() {
  byId('person-picker').addEventListener('click', () => {
    if (session.user !== null) showPeople(document.body.dataset.side !== 'people');
  });
  session.addEventListener('place', () => {
    if (session.user === null) showPeople(true);
    render();
  });
  session.addEventListener('unread', render);
  document.addEventListener('languagechange', render);
  showPeople(session.user === null);
  render();
}
