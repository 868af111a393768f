import { byId, el } from './dom.js';
import { drawCar, drawDashboard, drawPlate, drawScratch, drawSeats } from './drawings.js';
import { icon } from './icons.js';
import { tellError } from './notices.js';
import { sendPhotos } from './seat-api.js';
import { session } from './session.js';
import { angleName, rowName, text } from './texts.js';

const PLATE = /\b[A-Z]{2}\d{3}[A-Z]{2}\b/;
const FIRST_MILEAGE = 102035;

/** How many angles were sent: the next photo shows the next one. */
let turn = 0;
/** The same inside, front and rear in turns. */
let row = 0;
let mileage = FIRST_MILEAGE;
/** @type {Blob[]} */
let latest = [];

/** The plate of the car whose topic is open, else that of the car in the recorded webhooks. */
function plate() {
  return PLATE.exec(session.openTopic?.name ?? '')?.[0] ?? 'QA311RV';
}

/** @returns {Promise<Blob>} */
function nextCar() {
  const photo = drawCar({ angle: turn, label: angleName(turn), plate: plate() });
  turn += 1;
  return photo;
}

/** @returns {Promise<Blob>} */
function nextSeats() {
  const photo = drawSeats({ row, label: rowName(row), plate: plate() });
  row = 1 - row;
  return photo;
}

/** @param {() => Promise<Blob[]>} draw */
async function send(draw) {
  const { user, spot } = session;
  if (user === null || spot === null) return;
  byId('sample-menu').hidePopover();
  try {
    latest = await draw();
    await sendPhotos(user, spot, { photos: latest });
  } catch (error) {
    tellError(error);
  }
  render();
}

/** @param {string} name @param {string} words @param {() => Promise<Blob[]>} draw */
function choice(name, words, draw) {
  return el(
    'button',
    { type: 'button', class: 'menu-row', testid: `sample-${name}`, onclick: () => void send(draw) },
    words,
  );
}

function render() {
  const field = el('input', {
    type: 'number',
    inputmode: 'numeric',
    min: '0',
    max: '999999',
    value: mileage,
    testid: 'sample-mileage',
    'aria-label': text('sampleMileage'),
    oninput: () => (mileage = Number(field.value)),
  });
  byId('sample-menu').replaceChildren(
    el('p', { class: 'hint' }, text('sampleHint')),
    choice('car', text('sampleCar', { angle: angleName(turn) }), async () => [await nextCar()]),
    choice('album', text('sampleAlbum'), async () => [
      await nextCar(),
      await nextCar(),
      await nextCar(),
      await nextCar(),
    ]),
    choice('seats', text('sampleSeats', { row: rowName(row) }), async () => [await nextSeats()]),
    choice('scratch', text('sampleScratch'), async () => [await drawScratch(plate())]),
    choice('plate', text('samplePlate'), async () => [await drawPlate(plate())]),
    el(
      'div',
      { class: 'menu-pair' },
      choice('dashboard', text('sampleDashboard'), async () => [await drawDashboard(mileage)]),
      field,
    ),
    latest.length > 0 ? choice('again', text('sampleAgain'), async () => latest) : '',
  );
}

export function startSamplePhotos() {
  byId('sample').replaceChildren(icon('car'));
  byId('sample-menu').addEventListener('toggle', render);
  document.addEventListener('languagechange', render);
  render();
}
