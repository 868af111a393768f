import { byId, el, oneAtATime, settle } from './dom.js';
import { tellError } from './notices.js';
import { addTask, getBoard, tickTask } from './seat-api.js';
import { text } from './texts.js';

/** @typedef {import('./seat-api.js').Task} Task */

const title = /** @type {HTMLInputElement} */ (byId('task-title'));
const column = /** @type {HTMLSelectElement} */ (byId('task-column'));

/** @type {Awaited<ReturnType<typeof getBoard>>} */
let board = { columns: [], tasks: [] };

/** @param {Task} task */
function row({ id, title: words, completed }) {
  const box = el('input', {
    type: 'checkbox',
    testid: `task-${id}`,
    // The attribute, so that a row that changed does not look the same as the one that stands there.
    checked: completed,
    onchange: () => void tick(id, !completed),
  });
  return el('li', {}, el('label', { class: 'task' }, box, el('span', {}, words)));
}

/** @param {string} id @param {boolean} completed */
async function tick(id, completed) {
  try {
    await tickTask(id, completed);
  } catch (error) {
    // The box stands as the person left it; the board has not changed.
    byId('tasks').replaceChildren();
    render();
    tellError(error);
  }
}

function render() {
  title.placeholder = text('newTask');
  title.setAttribute('aria-label', text('newTask'));
  const { value } = column;
  column.replaceChildren(...board.columns.map(({ id, title: name }) => el('option', { value: id }, name)));
  if (board.columns.some(({ id }) => id === value)) column.value = value;
  const groups = board.columns
    .map(({ id, title: name }) => ({ name, tasks: board.tasks.filter((task) => task.columnId === id) }))
    .filter(({ tasks }) => tasks.length > 0)
    .map(({ name, tasks }) =>
      el('section', { key: name }, el('h3', {}, name), el('ul', {}, ...tasks.map(row))),
    );
  const none = el('p', { class: 'empty', key: 'none' }, text('noTasks'));
  settle(byId('tasks'), groups.length > 0 ? groups : [none]);
}

const load = oneAtATime(async () => {
  try {
    board = await getBoard();
  } catch (error) {
    tellError(error);
  }
  render();
});

async function add() {
  const words = title.value.trim();
  if (words === '') return;
  title.value = '';
  try {
    await addTask(words, column.value);
  } catch (error) {
    title.value ||= words;
    tellError(error);
  }
}

/** Reads the board anew. */
export const refreshTasks = () => void load();

export function startTasks() {
  byId('task-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void add();
  });
  document.addEventListener('languagechange', render);
  refreshTasks();
}
