const SVG = 'http://www.w3.org/2000/svg';

/** Strokes on a 24 by 24 grid. */
const strokes = {
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M4 12l16-8-6 17-3-7-7-2z',
  clip: 'M19 11l-7.5 7.5a4.5 4.5 0 01-6.4-6.4l8-8a3 3 0 014.3 4.3l-8 8a1.5 1.5 0 01-2.2-2.1L14 7.5',
  car: 'M3 16v-3l3-1 2.5-4h7L18 12l3 1v3h-2.2M15.2 16H8.8M5.2 16H3M9 16a1.9 1.9 0 11-3.8 0A1.9 1.9 0 019 16zM18.9 16a1.9 1.9 0 11-3.8 0 1.9 1.9 0 013.8 0z',
  bolt: 'M13 3L5 14h6l-1 7 8-11h-6l1-7z',
  reply: 'M10 6l-6 6 6 6M4 12h9c4 0 7 2 7 7',
  pencil: 'M4 20l1-5L16 4l4 4L9 19l-5 1zM14 6l4 4',
  more: 'M12 5.3v.4M12 11.8v.4M12 18.3v.4',
  lock: 'M6 11h12v9H6zM9 11V8a3 3 0 016 0v3',
  down: 'M6 9l6 6 6-6',
  people:
    'M9 11a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 4.5a3.5 3.5 0 010 6.5M18 14.5c2 .8 3.2 2.7 3.5 5.5',
  external: 'M9 6H5v13h13v-4M13 4h7v7M20 4l-9 9',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  clock: 'M12 21a9 9 0 100-18 9 9 0 000 18zM12 7v5l3.5 2',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
};

/**
 * @param {keyof typeof strokes} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.dataset.icon = name;
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', strokes[name]);
  svg.append(path);
  return svg;
}
