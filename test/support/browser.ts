import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { unpackBundledBrowser, type BrowserBinary } from './bundled-browser.js';

/** The browser must not look for updates or its vendor's hosts: tests run on closed networks too. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts a headless Chromium, with its sandbox where the system allows one (never as root: Chromium refuses).
 * The caller closes it.
 */
export async function launchBrowser(): Promise<Browser> {
  const binary = await findBrowser();
  const isRoot = process.getuid?.() === 0;
  if (isRoot) return start(binary, false);
  try {
    return await start(binary, true);
  } catch (error) {
    // Containers often forbid the user namespaces that the sandbox is made of.
    if (error instanceof Error && /sandbox|namespace/i.test(error.message)) return start(binary, false);
    throw error;
  }
}

/** `CHROMIUM_PATH`, Playwright's own, the system's, and at last the one that comes as an npm package. */
async function findBrowser(): Promise<BrowserBinary> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH names ${chosen}, and there is no such file`);
    return { path: chosen };
  }
  const installed = [chromium.executablePath(), '/usr/bin/chromium'].find((path) => existsSync(path));
  return installed === undefined ? unpackBundledBrowser() : { path: installed };
}

function start(binary: BrowserBinary, chromiumSandbox: boolean): Promise<Browser> {
  return chromium.launch({
    executablePath: binary.path,
    env: { ...process.env, ...binary.env },
    args: QUIET,
    chromiumSandbox,
  });
}
