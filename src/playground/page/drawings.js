import { HEIGHT, WIDTH, carEnd, carSide, gauge, plateAt, yard } from './shapes.js';

const paints = ['#8d9499', '#f1f1ee', '#24415f', '#8c1f28', '#2d5741'];

/** @typedef {import('./shapes.js').Pen} Pen */

/**
 * @param {string} words below the picture
 * @param {(pen: Pen) => void} draw
 * @returns {Promise<Blob>} a JPEG; every drawing differs, since photos that look alike mean something to the product
 */
function photo(words, draw) {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('this browser draws no pictures');
  pen.save();
  holdByHand(pen);
  draw(pen);
  pen.restore();
  light(pen);
  grain(pen);
  caption(pen, words);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the picture was not made'))),
      'image/jpeg',
      0.86,
    );
  });
}

/** @param {number} from @param {number} to */
function between(from, to) {
  return from + Math.random() * (to - from);
}

/** Nobody stands in the same place twice; the frame stays full. @param {Pen} pen */
function holdByHand(pen) {
  const nearer = between(1.08, 1.16);
  pen.translate(WIDTH / 2 + between(-18, 18), HEIGHT / 2 + between(-12, 12));
  pen.rotate(between(-0.03, 0.03));
  pen.scale(nearer, nearer);
  pen.translate(-WIDTH / 2, -HEIGHT / 2);
}

/** The sun from somewhere: one side lies in shadow, the other one shines. @param {Pen} pen */
function light(pen) {
  const towards = between(0, 2 * Math.PI);
  const [x, y] = [Math.cos(towards) * (WIDTH / 2), Math.sin(towards) * (HEIGHT / 2)];
  const [midX, midY] = [WIDTH / 2, HEIGHT / 2];
  const fall = pen.createLinearGradient(midX - x, midY - y, midX + x, midY + y);
  fall.addColorStop(0, `rgba(0,0,0,${between(0.4, 0.6)})`);
  fall.addColorStop(between(0.3, 0.6), 'rgba(0,0,0,0)');
  pen.fillStyle = fall;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  const shine = pen.createRadialGradient(midX + x, midY + y, 0, midX + x, midY + y, between(350, 700));
  shine.addColorStop(0, `rgba(255,250,235,${between(0.25, 0.4)})`);
  shine.addColorStop(1, 'rgba(255,250,235,0)');
  pen.fillStyle = shine;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
}

/** @param {Pen} pen */
function grain(pen) {
  for (let speck = 0; speck < 240; speck += 1) {
    pen.fillStyle = `rgba(${Math.random() < 0.5 ? '0,0,0' : '255,255,255'},${Math.random() * 0.1})`;
    pen.fillRect(Math.random() * WIDTH, Math.random() * HEIGHT, 2, 2);
  }
}

/** @param {Pen} pen @param {string} words */
function caption(pen, words) {
  pen.font = '500 26px system-ui, sans-serif';
  pen.textAlign = 'left';
  pen.textBaseline = 'alphabetic';
  pen.fillStyle = 'rgba(0,0,0,.5)';
  pen.fillRect(0, HEIGHT - 52, WIDTH, 52);
  pen.fillStyle = '#fff';
  const time = new Date().toLocaleTimeString('ru', { timeZone: 'Asia/Tbilisi' });
  pen.fillText(`${words} · ${time}`, 24, HEIGHT - 17);
}

/** @param {{ angle: number, label: string, plate: string }} shot `angle` 0 is the front, then round the car by eighths */
export function drawCar({ angle, label, plate }) {
  return photo(`${plate} · ${label}`, (pen) => {
    const paint = paints[Number(/\d+/.exec(plate)?.[0]) % paints.length] ?? '#8d9499';
    const eighth = angle % 8;
    yard(pen);
    pen.fillStyle = 'rgba(0,0,0,.32)';
    pen.beginPath();
    pen.ellipse(480, 572, 390, 30, 0, 0, Math.PI * 2);
    pen.fill();
    pen.save();
    if (eighth === 0 || eighth === 4) {
      carEnd(pen, paint, eighth === 0 ? '#fff6d8' : '#c02b2b', plate);
    } else {
      // The corners are the side, turned a little away.
      const corner = eighth % 2 === 1;
      const [mirror, slant] = [
        eighth < 4 ? -1 : 1,
        corner ? (eighth === 1 || eighth === 7 ? 0.07 : -0.07) : 0,
      ];
      pen.translate(480, 420);
      pen.transform(mirror * (corner ? 0.82 : 1), slant, 0, 1, 0, 0);
      pen.translate(-480, -420);
      carSide(pen, paint);
    }
    pen.restore();
  });
}

/** @param {string} plate */
export function drawPlate(plate) {
  return photo(plate, (pen) => {
    pen.fillStyle = '#767d82';
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.fillStyle = 'rgba(0,0,0,.2)';
    for (let y = 40; y < HEIGHT; y += 150) pen.fillRect(0, y, WIDTH, 5);
    pen.save();
    pen.translate(480, 340);
    pen.rotate((Math.random() - 0.5) * 0.08);
    plateAt(pen, plate, 0, 0, 760);
    pen.restore();
  });
}

/** @param {number} mileage kilometres */
export function drawDashboard(mileage) {
  return photo(`${mileage} km`, (pen) => {
    pen.fillStyle = '#0c0f12';
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    gauge(pen, 250, 0);
    gauge(pen, 710, 0.1);
    pen.fillStyle = '#18222a';
    pen.beginPath();
    pen.roundRect(300, 470, 360, 110, 14);
    pen.fill();
    pen.fillStyle = '#d8f3ff';
    pen.font = '600 64px ui-monospace, Consolas, monospace';
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(String(mileage), 455, 528);
    pen.font = '500 26px system-ui, sans-serif';
    pen.fillText('km', 624, 534);
    // Seven eighths of a tank.
    for (let eighth = 0; eighth < 8; eighth += 1) {
      pen.fillStyle = eighth < 7 ? '#7fd1a5' : '#2a3238';
      pen.fillRect(368 + eighth * 29, 606, 22, 18);
    }
  });
}

/** @param {{ row: number, label: string, plate: string }} shot `row` 0 is in front, 1 behind */
export function drawSeats({ row, label, plate }) {
  return photo(`${plate} · ${label}`, (pen) => {
    pen.fillStyle = row === 0 ? '#3b3f42' : '#2b2f33';
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.fillStyle = '#b8cdd8';
    pen.fillRect(0, 60, WIDTH, row === 0 ? 170 : 110);
    pen.fillStyle = '#6b4f3a';
    const places = row === 0 ? [250, 710] : [180, 480, 780];
    const wide = row === 0 ? 300 : 270;
    for (const x of places) {
      pen.beginPath();
      pen.roundRect(x - wide / 4, 110, wide / 2, 100, 34);
      pen.roundRect(x - wide / 2, 200, wide, 300, 50);
      pen.roundRect(x - wide / 2 - 8, 470, wide + 16, 170, 46);
      pen.fill();
    }
    pen.strokeStyle = 'rgba(0,0,0,.35)';
    pen.lineWidth = 5;
    for (const x of places) pen.strokeRect(x - wide / 3, 250, (wide / 3) * 2, 200);
  });
}

/** A mark on the paint from near by. @param {string} plate */
export function drawScratch(plate) {
  return photo(plate, (pen) => {
    const paint = pen.createLinearGradient(0, 0, 0, HEIGHT);
    paint.addColorStop(0, '#f4f4f1');
    paint.addColorStop(0.55, '#d9dbd9');
    paint.addColorStop(1, '#a9aeb0');
    pen.fillStyle = paint;
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.fillStyle = '#22262a';
    pen.fillRect(0, 560, WIDTH, 14);
    pen.lineCap = 'round';
    for (let scrape = 0; scrape < 7; scrape += 1) {
      const top = between(230, 430);
      pen.strokeStyle = scrape % 3 === 0 ? '#5a5f63' : '#8f9598';
      pen.lineWidth = between(3, 11);
      pen.beginPath();
      pen.moveTo(between(160, 320), top);
      pen.bezierCurveTo(400, top - between(0, 40), 560, top + between(0, 40), between(620, 820), top + 20);
      pen.stroke();
    }
  });
}
