/** @typedef {CanvasRenderingContext2D} Pen */

export const WIDTH = 960;
export const HEIGHT = 720;

/** A yard: sky, hills, asphalt. @param {Pen} pen */
export function yard(pen) {
  const sky = pen.createLinearGradient(0, 0, 0, 430);
  sky.addColorStop(0, '#9cc3dd');
  sky.addColorStop(1, '#e9eee6');
  pen.fillStyle = sky;
  pen.fillRect(0, 0, WIDTH, 430);
  pen.fillStyle = '#7d9a84';
  pen.beginPath();
  pen.moveTo(0, 430);
  for (let x = 0; x <= WIDTH; x += 120) pen.lineTo(x, 330 + Math.random() * 70);
  pen.lineTo(WIDTH, 430);
  pen.fill();
  pen.fillStyle = '#6d7173';
  pen.fillRect(0, 430, WIDTH, HEIGHT - 430);
  pen.strokeStyle = 'rgba(255,255,255,.55)';
  pen.lineWidth = 6;
  for (const x of [-60, 330, 720]) {
    pen.beginPath();
    pen.moveTo(x + 90, 450);
    pen.lineTo(x, HEIGHT);
    pen.stroke();
  }
}

/** @param {Pen} pen @param {string} plate @param {number} x centre @param {number} y centre @param {number} width */
export function plateAt(pen, plate, x, y, width) {
  const height = width / 4.6;
  const [left, top] = [x - width / 2, y - height / 2];
  pen.fillStyle = '#fdfdfb';
  pen.strokeStyle = '#222';
  pen.lineWidth = Math.max(1.5, width / 130);
  pen.beginPath();
  pen.roundRect(left, top, width, height, height * 0.14);
  pen.fill();
  pen.stroke();
  pen.fillStyle = '#1f4c9c';
  pen.fillRect(left + 2, top + 2, width * 0.09, height - 4);
  pen.fillStyle = '#161616';
  pen.font = `700 ${height * 0.7}px "DIN Alternate", "Bahnschrift", "Arial Narrow", sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(
    plate.replace(/^(..)(...)(..)$/, '$1-$2-$3'),
    x + width * 0.045,
    y + height * 0.05,
    width * 0.84,
  );
}

/** From the side, nose to the left. @param {Pen} pen @param {string} paint */
export function carSide(pen, paint) {
  pen.fillStyle = paint;
  pen.beginPath();
  pen.moveTo(120, 500);
  pen.bezierCurveTo(110, 420, 180, 400, 270, 390);
  pen.bezierCurveTo(340, 300, 400, 272, 520, 272);
  pen.bezierCurveTo(650, 272, 700, 310, 770, 390);
  pen.bezierCurveTo(840, 400, 850, 430, 846, 500);
  pen.closePath();
  pen.fill();
  pen.fillStyle = '#22313a';
  pen.beginPath();
  pen.moveTo(318, 388);
  pen.bezierCurveTo(380, 316, 420, 298, 500, 298);
  pen.lineTo(500, 388);
  pen.closePath();
  pen.moveTo(518, 298);
  pen.bezierCurveTo(620, 298, 660, 322, 718, 388);
  pen.lineTo(518, 388);
  pen.closePath();
  pen.fill();
  pen.fillStyle = '#ffe9b0';
  pen.fillRect(124, 432, 40, 22);
  pen.fillStyle = '#c02b2b';
  pen.fillRect(816, 424, 30, 26);
  for (const x of [262, 706]) wheel(pen, x, 505, 66);
}

/** @param {Pen} pen @param {number} x @param {number} y @param {number} radius */
function wheel(pen, x, y, radius) {
  for (const [color, part] of /** @type {[string, number][]} */ ([
    ['#191919', 1],
    ['#b9bdc0', 0.58],
    ['#3a3d40', 0.16],
  ])) {
    pen.fillStyle = color;
    pen.beginPath();
    pen.arc(x, y, radius * part, 0, Math.PI * 2);
    pen.fill();
  }
}

/** Head on, lamps white in front and red behind. @param {Pen} pen @param {string} paint @param {string} lamp @param {string} plate */
export function carEnd(pen, paint, lamp, plate) {
  pen.fillStyle = '#191919';
  pen.fillRect(262, 500, 84, 80);
  pen.fillRect(614, 500, 84, 80);
  pen.fillStyle = paint;
  pen.beginPath();
  pen.roundRect(250, 370, 460, 170, 36);
  pen.moveTo(306, 380);
  pen.bezierCurveTo(330, 270, 350, 262, 480, 260);
  pen.bezierCurveTo(610, 262, 630, 270, 654, 380);
  pen.fill();
  pen.fillStyle = '#22313a';
  pen.beginPath();
  pen.moveTo(336, 376);
  pen.bezierCurveTo(352, 296, 368, 288, 480, 286);
  pen.bezierCurveTo(592, 288, 608, 296, 624, 376);
  pen.fill();
  pen.fillStyle = lamp;
  for (const x of [270, 612]) {
    pen.beginPath();
    pen.roundRect(x, 408, 78, 34, 14);
    pen.fill();
  }
  plateAt(pen, plate, 480, 490, 170);
}

/** @param {Pen} pen @param {number} x centre @param {number} share of the full swing */
export function gauge(pen, x, share) {
  const [y, radius, start, swing] = [270, 190, Math.PI * 0.75, Math.PI * 1.5];
  pen.strokeStyle = '#39434b';
  pen.lineWidth = 10;
  pen.beginPath();
  pen.arc(x, y, radius, start, start + swing);
  pen.stroke();
  pen.strokeStyle = '#cfd8dd';
  pen.lineWidth = 4;
  for (let tick = 0; tick <= 12; tick += 1) {
    const turn = start + (swing * tick) / 12;
    const inner = tick % 2 === 0 ? radius - 34 : radius - 22;
    pen.beginPath();
    pen.moveTo(x + Math.cos(turn) * inner, y + Math.sin(turn) * inner);
    pen.lineTo(x + Math.cos(turn) * (radius - 10), y + Math.sin(turn) * (radius - 10));
    pen.stroke();
  }
  const needle = start + swing * share;
  pen.strokeStyle = '#e2553f';
  pen.lineWidth = 8;
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x + Math.cos(needle) * (radius - 40), y + Math.sin(needle) * (radius - 40));
  pen.stroke();
}
