/**
 * For the documentation page: Swagger UI prints an answer that is an SVG as text; this shows it above as the picture it
 * is. As the source of an image it runs no scripts and loads nothing.
 */
export const SHOW_PICTURES = `
const pictures = new WeakMap();
new MutationObserver(() => {
  for (const answer of document.querySelectorAll('.live-responses-table .highlight-code')) {
    const text = answer.querySelector('pre')?.textContent ?? '';
    const address = text.startsWith('<svg') ? 'data:image/svg+xml,' + encodeURIComponent(text) : null;
    let picture = pictures.get(answer);
    if ((picture?.getAttribute('src') ?? null) === address) continue;
    picture?.remove();
    pictures.delete(answer);
    if (address === null) continue;
    picture = new Image();
    picture.alt = 'The answer as a picture';
    picture.src = address;
    pictures.set(answer, picture);
    answer.before(picture);
  }
}).observe(document.body, { childList: true, characterData: true, subtree: true });
`;
