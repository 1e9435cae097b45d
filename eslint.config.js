import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/**
 * The arrows of import between folders. A folder may import from itself, from packages, and from the
 * folders named here; everything else is refused. `index.ts` (the Pulumi program) is run, never imported.
 * docs/architecture.md draws them, and a test holds it against this table.
 */
const mayImport = {
  detections: [],
  cloudwatch: [],
  service: [],
  functions: [],
  infra: ['detections'],
  stack: ['cloudwatch'],
  local: ['stack', 'cloudwatch', 'functions'],
  console: ['local', 'stack', 'cloudwatch', 'detections'],
  smoke: ['stack'],
  replay: ['stack', 'cloudwatch'],
  cost: ['stack'],
  doctor: ['stack'],
  verify: ['cloudwatch'],
  policies: ['stack', 'cloudwatch'],
  bootstrap: [],
  cli: ['local', 'console', 'replay', 'smoke', 'cost', 'doctor', 'verify', 'stack', 'cloudwatch'],
};
const rooms = [...Object.keys(mayImport), 'tests', 'bench'];

const arrows = Object.entries(mayImport).map(([room, allowed]) => ({
  files: [`${room}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(?:\\.\\.?/)+(?:${rooms.filter((r) => r !== room && !allowed.includes(r)).join('|')})/`,
            message: `${room}/ may import only from ${[room, ...allowed].map((r) => `${r}/`).join(', ')} and packages.`,
          },
          { regex: '^(?:\\.\\./)+index\\.ts$', message: 'The Pulumi program is run, never imported.' },
        ],
      },
    ],
  },
}));

/** The page's own part runs in a browser: of ours it may know the protocol alone. */
const pageArrow = {
  files: ['console/client/**/*.{ts,tsx}'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(?:\\.\\.?/)+(?:server|${rooms.join('|')})/|^node:`,
            message: 'console/client/ may import only from itself, console/protocol.ts and packages.',
          },
        ],
      },
    ],
  },
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.keywatch/**', 'coverage/**'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  prettier,
  {
    // Named one by one: the service that finds them by itself takes a fifth longer.
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'console/client/tsconfig.json', 'tests/heavy/console/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60 }],
      eqeqeq: 'error',
    },
  },
  { files: ['tests/**/*.ts', '**/*.test.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  ...arrows,
  pageArrow,
);
