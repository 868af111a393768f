// npm run build: src/ to dist/, which `npm run start:prod` runs. Locales and migrations stay where they are; the
// program finds them from package.json (src/platform/package-root.ts).
import { cp, readdir, rm } from 'node:fs/promises';
import { dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'src');
const target = join(root, 'dist');
const page = join('playground', 'page');

/** Files that the program reads while it runs. */
const read = new Set(['.sql', '.yaml', '.yml', '.json']);

await rm(target, { recursive: true, force: true });
compile();
await copyWhatIsRead();

function compile() {
  const parsed = ts.getParsedCommandLineOfConfigFile(
    join(root, 'tsconfig.json'),
    { noEmit: false, rootDir: source, outDir: target, sourceMap: true, declaration: false },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: stopOn },
  );
  const files = parsed.fileNames.filter((file) => isProgram(relative(source, file)));
  const program = ts.createProgram(files, parsed.options);
  const faults = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  if (faults.length > 0) stopOn(...faults);
}

function isProgram(path) {
  const inside = !path.startsWith('..') && !path.startsWith(page + sep);
  return inside && !/\.(test|bench)\.ts$/.test(path);
}

async function copyWhatIsRead() {
  for (const path of await readdir(source, { recursive: true })) {
    const wanted = read.has(extname(path)) || path.startsWith(page + sep);
    if (wanted) await cp(join(source, path), join(target, path), { recursive: true });
  }
}

function stopOn(...faults) {
  process.stderr.write(
    ts.formatDiagnosticsWithColorAndContext(faults, {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => root,
      getNewLine: () => '\n',
    }),
  );
  process.exit(1);
}
