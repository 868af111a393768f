/**
 * Who may import whom. The rooms of the house are the folders of src; kernel and platform are open to all of them
 * but to each other only in one direction. Tests are free.
 */
const TESTS = '\\.test\\.ts$';
const OPEN = ['^src/kernel/', '^src/platform/'];

/** @type {{ name: string, from: string, may: string[] }[]} */
const rooms = [
  { name: 'kernel', from: '^src/kernel/', may: ['^src/kernel/'] },
  { name: 'platform', from: '^src/platform/', may: OPEN },
  { name: 'config', from: '^src/config/', may: ['^src/kernel/', '^src/config/'] },
  { name: 'engine', from: '^src/engine/', may: [...OPEN, '^src/engine/'] },
  { name: 'integrations', from: '^src/integrations/', may: [...OPEN, '^src/integrations/'] },
  { name: 'domain', from: '^src/domain/', may: [...OPEN, '^src/engine/', '^src/domain/'] },
  {
    name: 'orchestrator',
    from: '^src/orchestrator/',
    may: [...OPEN, '^src/engine/', '^src/domain/', '^src/orchestrator/'],
  },
  { name: 'agents', from: '^src/agents/', may: [...OPEN, '^src/engine/', '^src/domain/', '^src/agents/'] },
  {
    name: 'ingress',
    from: '^src/ingress/',
    may: [...OPEN, '^src/engine/', '^src/domain/', '^src/ingress/', '^src/integrations/[^/]+/webhook\\.ts$'],
  },
  { name: 'bot', from: '^src/bot/', may: [...OPEN, '^src/engine/', '^src/domain/', '^src/bot/'] },
  { name: 'api', from: '^src/api/', may: [...OPEN, '^src/engine/', '^src/domain/', '^src/api/'] },
  {
    name: 'delivery',
    from: '^src/delivery/',
    may: [...OPEN, '^src/engine/outbox/', '^src/domain/', '^src/integrations/', '^src/delivery/'],
  },
  {
    name: 'tools',
    from: '^src/tools/',
    may: [...OPEN, '^src/engine/', '^src/domain/', '^src/integrations/', '^src/tools/'],
  },
  { name: 'playground', from: '^src/playground/', may: [...OPEN, '^src/playground/'] },
];

/** Folders whose index.ts says what others may use; integrations also show their webhook. */
const closed = [
  { name: 'engine', inside: '^src/engine/' },
  { name: 'domain', inside: '^src/domain/' },
  { name: 'integrations', inside: '^src/integrations/', also: '^src/integrations/[^/]+/webhook\\.ts$' },
  { name: 'bot-features', inside: '^src/bot/features/' },
];

/** Rooms whose folders do not know each other; only the room's own index.ts, the registry, knows them all. */
const strangers = ['integrations', 'agents', 'delivery'];

module.exports = {
  forbidden: [
    ...rooms.map((room) => ({
      name: `${room.name}-imports-only-its-own`,
      comment: `What ${room.name} may import is in architecture's table.`,
      severity: 'error',
      from: { path: room.from, pathNot: TESTS },
      // The playground may know the product's types, as any program that stands in for an outside system may.
      to: {
        path: '^src/',
        pathNot: room.may,
        ...(room.name === 'playground' ? { dependencyTypesNot: ['type-only'] } : {}),
      },
    })),
    {
      name: 'agents-take-only-types-of-the-engine',
      comment: 'An agent is a function from an event to effects: it calls nothing of the engine.',
      severity: 'error',
      from: { path: '^src/agents/', pathNot: TESTS },
      to: { path: '^src/engine/', dependencyTypesNot: ['type-only'] },
    },
    ...strangers.map((room) => ({
      name: `${room}-do-not-know-each-other`,
      comment: 'What two of them need belongs to a room that both may import.',
      severity: 'error',
      from: { path: `^src/${room}/([^/]+)/`, pathNot: TESTS },
      to: { path: `^src/${room}/[^/]+/`, pathNot: `^src/${room}/$1/` },
    })),
    {
      name: 'only-registries-know-all',
      comment: 'Files beside a registry are shared by its folders and must not know one of them.',
      severity: 'error',
      from: { path: `^src/(${strangers.join('|')})/[^/]+\\.ts$`, pathNot: [TESTS, '/index\\.ts$'] },
      to: { path: '^src/$1/[^/]+/' },
    },
    {
      name: 'delivery-uses-its-own-integration',
      comment: 'A channel speaks to the outside system of its name.',
      severity: 'error',
      from: { path: '^src/delivery/([^/]+)/', pathNot: TESTS },
      to: { path: '^src/integrations/', pathNot: '^src/integrations/$1/' },
    },
    ...closed.flatMap(({ name, inside, also }) => {
      const doors = [`${inside}[^/]+/index\\.ts$`, ...(also ? [also] : [])];
      return [
        {
          name: `${name}-by-its-index`,
          comment: "A folder's index.ts exports what others may use; nothing reaches past it.",
          severity: 'error',
          from: { path: '^src/', pathNot: [inside, TESTS] },
          to: { path: `${inside}[^/]+/`, pathNot: doors },
        },
        {
          name: `${name}-by-its-index-inside`,
          comment:
            "A folder's index.ts exports what others may use; its neighbours do not reach past it either.",
          severity: 'error',
          from: { path: `${inside}([^/]+)/`, pathNot: TESTS },
          to: { path: `${inside}[^/]+/`, pathNot: [`${inside}$1/`, ...doors] },
        },
      ];
    }),
    {
      name: 'only-main-imports-app',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(main|app)\\.ts$', TESTS] },
      to: { path: '^src/(main|app)\\.ts$' },
    },
    { name: 'no-circular', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      // The page's modules are loaded by the browser.
      from: { orphan: true, path: '^src/', pathNot: [TESTS, '^src/playground/page/', '\\.d\\.ts$'] },
      to: {},
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'not-to-dev-dependency',
      comment: 'The image holds only "dependencies"; types vanish before.',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'not-to-undeclared',
      comment: 'A package that is only there because another one brings it is not in package.json.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^src/platform/prisma/generated/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
