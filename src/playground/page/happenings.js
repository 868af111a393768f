import { byId, el } from './dom.js';
import { icon } from './icons.js';
import { tellError } from './notices.js';
import { fireEvent, getEvents } from './seat-api.js';
import { eventWords, text } from './texts.js';

/** @typedef {Awaited<ReturnType<typeof fireEvent>>} Exchange */

const branches = ['tbilisi', 'batumi', 'kutaisi', 'service-center'];
const forms = ['object', 'json_string', 'ruby_string'];
const panel = byId('happenings');
const form = /** @type {HTMLSelectElement} */ (byId('form'));
const branch = /** @type {HTMLSelectElement} */ (byId('branch'));

/** @type {Awaited<ReturnType<typeof getEvents>>} */
let offers = [];
/** The latest exchange of each event; null while the answer is awaited. @type {Map<string, Exchange | null>} */
const exchanges = new Map();

/** @param {boolean} shown */
function showHappenings(shown) {
  document.body.classList.toggle('with-happenings', shown);
  byId('show-happenings').setAttribute('aria-expanded', String(shown));
  byId('shade').hidden = !shown;
  panel.inert = !shown;
  localStorage.setItem('happenings', shown ? 'shown' : 'hidden');
  document.dispatchEvent(new Event('outside'));
}

/** @param {string} name @param {string[]} variants */
async function fire(name, variants) {
  if (exchanges.get(name) === null) return;
  exchanges.set(name, null);
  render();
  try {
    exchanges.set(
      name,
      await fireEvent(name, {
        variant: variants.includes(form.value) ? form.value : undefined,
        branch: branch.value || undefined,
      }),
    );
  } catch (error) {
    exchanges.delete(name);
    tellError(error);
  }
  render();
}

/** @param {(typeof offers)[number]} offer */
function row(offer) {
  const { title, description } = eventWords(offer);
  const exchange = exchanges.get(offer.name);
  return el(
    'li',
    {},
    el(
      'button',
      {
        type: 'button',
        class: 'event',
        testid: `event-${offer.name}`,
        'aria-busy': exchange === null ? 'true' : null,
        onclick: () => void fire(offer.name, offer.variants),
      },
      el(
        'span',
        { class: 'row-words' },
        el('span', { class: 'row-title' }, title),
        el('small', {}, description),
      ),
      icon('bolt'),
    ),
    exchange && result(offer.name, exchange),
  );
}

/** @param {string} name @param {Exchange} exchange */
function result(name, { request, status, response }) {
  const good = status >= 200 && status < 300;
  return el(
    'div',
    { class: 'exchange', testid: `exchange-${name}`, role: 'status' },
    el(
      'p',
      { class: 'verdict' },
      el('strong', { class: good ? 'good' : 'bad' }, String(status)),
      response?.duplicate && el('span', { class: 'tag' }, text('duplicate')),
      response?.quarantined && el('span', { class: 'tag warn' }, text('quarantined')),
    ),
    el('pre', { testid: `answer-${name}`, 'aria-label': text('answer'), tabindex: '0' }, pretty(response)),
    el(
      'details',
      {},
      el('summary', {}, text('request')),
      el('p', { class: 'address' }, `${request.method} ${request.url}`),
      el('pre', { tabindex: '0' }, pretty(request.body)),
    ),
  );
}

/** @param {unknown} value */
const pretty = (value) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

function render() {
  const focused = document.activeElement?.getAttribute('data-testid');
  byId('events').replaceChildren(...offers.map(row));
  if (focused?.startsWith('event-')) {
    /** @type {HTMLElement | null} */ (byId('events').querySelector(`[data-testid="${focused}"]`))?.focus();
  }
}

/** @param {HTMLSelectElement} select @param {string} first @param {string[]} values */
function fill(select, first, values) {
  const { value } = select;
  select.replaceChildren(
    el('option', { value: '' }, first),
    ...values.map((each) => el('option', { value: each }, each)),
  );
  select.value = value;
}

function translate() {
  fill(form, text('formRecorded'), forms);
  fill(branch, text('branchOwn'), branches);
  render();
}

export async function startHappenings() {
  byId('show-happenings').addEventListener('click', () => {
    showHappenings(!document.body.classList.contains('with-happenings'));
  });
  byId('hide-happenings').addEventListener('click', () => showHappenings(false));
  byId('shade').addEventListener('click', () => showHappenings(false));
  addEventListener('keydown', (event) => {
    const sheet = matchMedia('(max-width: 1079px)').matches;
    if (event.key === 'Escape' && sheet && !panel.inert) showHappenings(false);
  });
  document.addEventListener('languagechange', translate);

  const roomy = matchMedia('(min-width: 1080px)').matches;
  showHappenings(roomy && localStorage.getItem('happenings') !== 'hidden');
  offers = await getEvents().catch(() => []);
  translate();
}
