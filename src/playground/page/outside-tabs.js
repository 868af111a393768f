import { byId, el, settle } from './dom.js';
import { unreadMark } from './people.js';
import { text } from './texts.js';

const tabs = /** @type {const} */ (['rentprog', 'client', 'yougile']);
/** Names of companies are the same in every language. @type {Record<string, string>} */
const names = { rentprog: 'RentProg', yougile: 'YouGile' };

/** @typedef {(typeof tabs)[number]} Tab */

/** @type {Tab} */
let current = tabs.find((tab) => tab === localStorage.getItem('outside')) ?? 'rentprog';
/** What happened in each that nobody has seen. @type {Map<Tab, number>} */
const unseen = new Map();

/** Whether the person looks at this system now. @param {Tab} tab */
export const isShown = (tab) =>
  tab === current && document.body.classList.contains('with-happenings') && !document.hidden;

/** @param {Tab} tab @param {number} count */
export function markUnseen(tab, count) {
  unseen.set(tab, count);
  render();
}

/** @param {Tab} tab */
function show(tab) {
  current = tab;
  localStorage.setItem('outside', tab);
  render();
  document.dispatchEvent(new Event('outside'));
}

/** @param {KeyboardEvent} event */
function step(event) {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (by === undefined) return;
  const next = tabs[(tabs.indexOf(current) + by + tabs.length) % tabs.length] ?? current;
  show(next);
  byId(`tab-${next}`).focus();
}

function render() {
  settle(
    byId('outside-tabs'),
    tabs.map((tab) =>
      el(
        'button',
        {
          type: 'button',
          key: tab,
          id: `tab-${tab}`,
          testid: `tab-${tab}`,
          role: 'tab',
          'aria-selected': String(tab === current),
          'aria-controls': `outside-${tab}`,
          tabindex: tab === current ? '0' : '-1',
          onclick: () => show(tab),
        },
        names[tab] ?? text(`${tab}Tab`),
        unreadMark(unseen.get(tab) ?? 0),
      ),
    ),
  );
  for (const tab of tabs) byId(`outside-${tab}`).hidden = tab !== current;
}

/** The panel shows one outside system at a time; `outside` on the document tells that another one, or none, is in sight. */
export function startOutsideTabs() {
  byId('outside-tabs').addEventListener('keydown', step);
  document.addEventListener('languagechange', render);
  render();
}
