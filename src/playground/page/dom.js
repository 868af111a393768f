/**
 * Builds an element. Strings become text nodes, so nothing that a person or the bot wrote is ever read as HTML.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, unknown>} [properties] `testid` and `key` (for {@link settle}), `on<event>` handlers; the
 *   rest are attributes, where false, null and undefined leave the attribute out
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (name === 'testid' || name === 'key') element.dataset[name] = String(value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter(Boolean));
  return element;
}

/**
 * Makes a container hold exactly these elements in this order. One that looks the same as what stands there under the
 * same `key` leaves that in place, and only what has to move is moved: focus, a press under way and half-loaded
 * pictures survive.
 *
 * @param {HTMLElement} container
 * @param {HTMLElement[]} elements
 */
export function settle(container, elements) {
  const focused = document.activeElement?.closest('[data-testid]')?.getAttribute('data-testid');
  const hadFocus = container.contains(document.activeElement);
  const standing = new Map([...container.children].map((child) => [child.getAttribute('data-key'), child]));
  const wanted = elements.map((element) => {
    const known = standing.get(element.dataset.key ?? null);
    return known?.isEqualNode(element) ? known : element;
  });

  for (const child of [...container.children]) if (!wanted.includes(child)) child.remove();
  let cursor = container.firstElementChild;
  for (const element of wanted) {
    if (element === cursor) cursor = cursor.nextElementSibling;
    else container.insertBefore(element, cursor);
  }

  if (!hadFocus || !focused || container.contains(document.activeElement)) return;
  const again = container.querySelector(`[data-testid="${CSS.escape(focused)}"]`);
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`index.html has no element #${id}`);
  return element;
}

/**
 * Runs a job now, and once more if it was asked for meanwhile; never twice at the same time.
 *
 * @param {() => Promise<void>} job
 * @returns {() => Promise<void>}
 */
export function oneAtATime(job) {
  /** @type {Promise<void> | null} */
  let running = null;
  let again = false;
  return function run() {
    if (running) {
      again = true;
      return running;
    }
    running = job().finally(() => {
      running = null;
      if (again) {
        again = false;
        return run();
      }
    });
    return running;
  };
}
