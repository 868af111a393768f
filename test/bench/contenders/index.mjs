/** Loaded when they are needed: a process has the modules of the one contender that it measures. */
const modules = {
  ours: () => import('./ours.mjs'),
  'graphile-worker': () => import('./graphile-worker.mjs'),
  'pg-boss': () => import('./pg-boss.mjs'),
  floor: () => import('./floor.mjs'),
};

/** @param {keyof typeof modules} name */
export function contender(name) {
  return modules[name]();
}
