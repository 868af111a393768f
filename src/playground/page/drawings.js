import { HEIGHT, WIDTH, carEnd, carSide, gauge, plateAt, yard } from './shapes.js';

const paints = ['#8d9499', '#f1f1ee', '#24415f', '#8c1f28', '#2d5741'];

/** @typedef {import('./shapes.js').Pen} Pen */

/**
 * @param {(pen: Pen) => void} draw
 * @returns {Promise<Blob>} a JPEG; every drawing differs, since the same photo twice means something to the product
 */
function photo(draw) {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('this browser draws no pictures');
  draw(pen);
  grain(pen);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the picture was not made'))),
      'image/jpeg',
      0.86,
    );
  });
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
  return photo((pen) => {
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
        eighth > 4 ? -1 : 1,
        corner ? (eighth === 1 || eighth === 7 ? 0.07 : -0.07) : 0,
      ];
      pen.translate(480, 420);
      pen.transform(mirror * (corner ? 0.82 : 1), slant, 0, 1, 0, 0);
      pen.translate(-480, -420);
      carSide(pen, paint);
    }
    pen.restore();
    caption(pen, `${plate} · ${label}`);
  });
}

/** @param {string} plate */
export function drawPlate(plate) {
  return photo((pen) => {
    pen.fillStyle = '#767d82';
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.fillStyle = 'rgba(0,0,0,.2)';
    for (let y = 40; y < HEIGHT; y += 150) pen.fillRect(0, y, WIDTH, 5);
    pen.save();
    pen.translate(480, 340);
    pen.rotate((Math.random() - 0.5) * 0.08);
    plateAt(pen, plate, 0, 0, 760);
    pen.restore();
    caption(pen, plate);
  });
}

/** @param {number} mileage kilometres */
export function drawDashboard(mileage) {
  return photo((pen) => {
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
    caption(pen, `${mileage} km`);
  });
}
