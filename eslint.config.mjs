import nextVitals from 'eslint-config-next/core-web-vitals';
import tseslint from 'typescript-eslint';

const noClock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Pure code is told the time.' },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Pure code is told the time.' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Pure code is repeatable.' },
];
const noExcuses = [
  {
    selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo|fails|fixme)$/]',
    message: 'Every test runs, or goes.',
  },
  { selector: "CallExpression[callee.property.name='waitForTimeout']", message: 'Wait for what is to happen.' },
];

export default tseslint.config(
  {
    ignores: ['.next/', '.kneepoint/', 'lib/db/generated/', 'next-env.d.ts', 'test-results/', 'playwright-report/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...nextVitals,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // Where an index was checked the line before, `!` says so with less noise than a branch that cannot be reached.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNever: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'max-lines': ['error', { max: 300 }],
    },
  },
  {
    files: ['lib/{units,domain,importers}/**/*.ts'],
    ignores: ['**/*.{test,bench}.ts', '**/testing/**'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'window', 'document', 'localStorage', 'fetch', 'performance'],
      'no-restricted-syntax': ['error', ...noClock],
    },
  },
  { files: ['**/*.{test,spec}.{ts,tsx}', 'e2e/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...noExcuses] } },
  {
    // Not a React hook, though it takes a callback of that name.
    files: ['e2e/**/*.ts', 'lib/**/*.ts'],
    rules: { 'react-hooks/rules-of-hooks': 'off' },
  },
);
