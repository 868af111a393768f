import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** A browser's executable and the environment it must be started with. */
export interface BrowserBinary {
  path: string;
  env?: Record<string, string>;
}

/** Kept with the installed packages: a new install of them brings a new browser. */
const HOME = join(import.meta.dirname, '../../node_modules/.cache/chromium');

/**
 * The Chromium of `@sparticuz/chromium`, for machines that have none. It needs nothing of the system but the C
 * library: its network security libraries and a font come with it.
 */
export async function unpackBundledBrowser(): Promise<BrowserBinary> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'No Chromium found. Set CHROMIUM_PATH, or run `npx playwright-core install chromium-headless-shell`.',
    );
  }
  if (!existsSync(HOME)) await unpack();
  return {
    path: join(HOME, 'chromium'),
    env: {
      LD_LIBRARY_PATH: join(HOME, 'al2023/lib'),
      FONTCONFIG_FILE: join(HOME, 'fonts.conf'),
    },
  };
}

/**
 * Unpacks beside the final place and moves the whole folder there, so that of two processes that start at once
 * neither sees half a browser.
 */
async function unpack(): Promise<void> {
  await mkdir(dirname(HOME), { recursive: true });
  const staging = await mkdtemp(`${HOME}-`);
  try {
    // A process of its own, since the package takes its target folder and the system to unpack for from the
    // environment: TMPDIR, and the name of the one runtime for which it brings the libraries along.
    await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'unpack-browser.mjs')], {
      env: { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    });
    await writeFile(join(staging, 'fonts.conf'), fontConfiguration());
    await rename(staging, HOME);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    const isUnpackedByAnother = existsSync(HOME);
    if (!isUnpackedByAnother) throw error;
  }
}

/** The system's fonts where it has any, and the package's Open Sans (Latin, Cyrillic, Greek) in any case. */
function fontConfiguration(): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(HOME, 'fonts')}</dir>
  <cachedir>${join(HOME, 'font-cache')}</cachedir>
</fontconfig>
`;
}
