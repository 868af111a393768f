import { byId, el } from './dom.js';
import { getCommands } from './seat-api.js';
import { session } from './session.js';

const list = byId('suggestions');
const field = /** @type {HTMLTextAreaElement} */ (byId('composer-text'));

/** @type {{ command: string, description: string }[]} */
let shown = [];
let chosen = 0;
/** What to do with a picked command. @type {(command: string) => void} */
let onPick = () => {};

/** Commands change with the language and the role, so they are asked for each time the slash is typed. */
async function suggest() {
  const typed = /^\/(\w*)$/.exec(field.value)?.[1];
  if (typed === undefined || session.user === null) return hide();
  const commands = await getCommands(session.user, session.chat).catch(() => []);
  if (field.value !== `/${typed}`) return;
  shown = commands.filter(({ command }) => command.startsWith(typed.toLowerCase()));
  chosen = 0;
  render();
}

function render() {
  list.hidden = shown.length === 0;
  field.setAttribute('aria-expanded', String(shown.length > 0));
  list.replaceChildren(
    ...shown.map(({ command, description }, index) =>
      el(
        'li',
        {
          id: `command-${index}`,
          role: 'option',
          testid: `command-${command}`,
          'aria-selected': String(index === chosen),
          onpointerdown: (/** @type {Event} */ event) => event.preventDefault(),
          onclick: () => pick(index),
        },
        el('strong', {}, `/${command}`),
        el('span', {}, description),
      ),
    ),
  );
  if (shown.length > 0) field.setAttribute('aria-activedescendant', `command-${chosen}`);
  else field.removeAttribute('aria-activedescendant');
  list.children[chosen]?.scrollIntoView({ block: 'nearest' });
}

function hide() {
  shown = [];
  render();
}

/** @param {number} index */
function pick(index) {
  const command = shown[index]?.command;
  hide();
  if (command !== undefined) onPick(`/${command}`);
}

/**
 * The keys that walk through the suggestions. True when the key was for them.
 *
 * @param {KeyboardEvent} event
 */
export function commandKey(event) {
  if (shown.length === 0) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step !== undefined) {
    chosen = (chosen + step + shown.length) % shown.length;
    render();
  } else if (event.key === 'Escape') {
    hide();
  } else if (event.key === 'Tab') {
    field.value = `/${shown[chosen]?.command} `;
    hide();
  } else if (event.key === 'Enter' && !event.shiftKey) {
    pick(chosen);
  } else {
    return false;
  }
  event.preventDefault();
  return true;
}

/** @param {(command: string) => void} picked */
export function startCommands(picked) {
  onPick = picked;
  field.addEventListener('input', () => void suggest());
  field.addEventListener('blur', hide);
  session.addEventListener('place', hide);
}
