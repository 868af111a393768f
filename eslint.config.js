import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const TYPESCRIPT = ['**/*.ts'];
const TESTS = ['**/*.test.ts', 'test/**/*.ts'];
const PAGE = ['src/playground/page/**/*.js'];
/** Tools look for a default export in these. */
const TOOL_CONFIGS = ['**/*.config.ts', '*.config.js'];

const NO_ENUM = {
  selector: 'TSEnumDeclaration',
  message: 'A union of string literals says the same and needs no code at run time.',
};
const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: the name is the same wherever it is used.',
};
const NO_SLEEP = {
  selector: "NewExpression[callee.name='Promise'] CallExpression[callee.name='setTimeout']",
  message:
    'A test waits for what it expects (vi.waitFor, an event, an injected clock), never for time to pass.',
};
const NO_PAGE_SLEEP = {
  selector: "CallExpression[callee.property.name='waitForTimeout']",
  message: 'Wait for what the page shows (locator.waitFor, expect.poll), never for time to pass.',
};
const MARKUP_FROM_TEXT = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'write'].map((name) => ({
  selector:
    name === 'write'
      ? "CallExpression[callee.object.name='document'][callee.property.name=/^write(ln)?$/]"
      : `MemberExpression[property.name='${name}']`,
  message: 'Texts come from outside: build elements and set textContent.',
}));

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', '.data/', '.stryker-tmp/', 'src/platform/prisma/generated/']),
  {
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always'],
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-implicit-coercion': ['error', { boolean: false }],
      'no-param-reassign': 'error',
      'no-else-return': 'error',
      'no-useless-rename': 'error',
      'no-self-compare': 'error',
      'no-unreachable-loop': 'error',
      'no-constructor-return': 'error',
    },
  },
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'no-restricted-syntax': ['error', NO_ENUM, NO_DEFAULT_EXPORT],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/consistent-type-exports': [
        'error',
        { fixMixedExportsWithInlineTypeSpecifier: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true, caughtErrors: 'all' },
      ],
      // A swallowed rejection hides behind a plain return inside try.
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/prefer-nullish-coalescing': [
        'error',
        { ignorePrimitives: { string: true, boolean: true } },
      ],
      '@typescript-eslint/no-empty-function': [
        'error',
        { allow: ['arrowFunctions', 'private-constructors'] },
      ],
      // env['NAME'] tells a key that may be missing from a declared property.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // [...text] is how a text is cut by code points.
      '@typescript-eslint/no-misused-spread': ['error', { allow: [{ from: 'lib', name: 'string' }] }],
      // An async function that awaits nothing turns a throw into a rejection, which its interface promises.
      '@typescript-eslint/require-await': 'off',
      // Unions, intersections and zod's inferred types stand beside interfaces; neither is better everywhere.
      '@typescript-eslint/consistent-type-definitions': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/main.ts', ...TESTS],
    rules: { 'no-console': 'error' },
  },
  {
    files: TESTS,
    rules: {
      'no-restricted-syntax': ['error', NO_ENUM, NO_DEFAULT_EXPORT, NO_SLEEP, NO_PAGE_SLEEP],
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'node:timers/promises', message: NO_SLEEP.message }] },
      ],
      // In a test a missing element is a failed test either way.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // expect(fake.method) takes the method itself.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: TOOL_CONFIGS,
    rules: { 'no-restricted-syntax': ['error', NO_ENUM] },
  },
  {
    files: PAGE,
    languageOptions: {
      globals: Object.fromEntries(browserGlobals().map((name) => [name, 'readonly'])),
    },
    rules: {
      'no-undef': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': 'error',
      'no-eval': 'error',
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, ...MARKUP_FROM_TEXT],
    },
  },
  {
    files: ['**/*.mjs', '*.js', '**/*.cjs'],
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }] },
  },
);

function browserGlobals() {
  return [
    ...['window', 'document', 'location', 'history', 'navigator', 'localStorage', 'sessionStorage', 'crypto'],
    ...['fetch', 'Request', 'Response', 'Headers', 'FormData', 'Blob', 'File', 'FileReader', 'URL'],
    ...['URLSearchParams', 'AbortController', 'AbortSignal', 'EventSource', 'WebSocket', 'structuredClone'],
    ...[
      'Event',
      'CustomEvent',
      'EventTarget',
      'KeyboardEvent',
      'DOMParser',
      'Node',
      'Element',
      'HTMLElement',
    ],
    ...['HTMLInputElement', 'HTMLButtonElement', 'HTMLDialogElement', 'HTMLFormElement', 'Image'],
    ...['HTMLTextAreaElement', 'HTMLSelectElement', 'IntersectionObserver', 'MutationObserver', 'open'],
    ...['addEventListener', 'removeEventListener', 'dispatchEvent', 'confirm', 'visualViewport'],
    ...['ResizeObserver', 'requestAnimationFrame', 'cancelAnimationFrame', 'queueMicrotask', 'matchMedia'],
    ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'getComputedStyle', 'CSS'],
    ...['TextEncoder', 'TextDecoder', 'customElements', 'performance', 'createImageBitmap'],
  ];
}
