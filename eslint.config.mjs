import tseslint from 'typescript-eslint'
import reactHooks from 'eslint-plugin-react-hooks'

/** Globals that reach outside: time, timers and the process are arguments in the pure stages (DESIGN.md section 1). */
const OUTSIDE = ['Date', 'setInterval', 'setTimeout', 'setImmediate', 'process', 'performance', 'fetch']

export default tseslint.config(
  {ignores: ['dist', 'dist.new', 'node_modules', 'coverage']},
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      'no-console': 'error',
      'max-lines': ['error', {max: 250, skipBlankLines: true, skipComments: true}],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      'no-restricted-syntax': [
        'error',
        {selector: 'ExportDefaultDeclaration', message: 'Named exports only: a name is found by searching for it.'},
      ],
    },
  },
  {files: ['vitest.config.ts', 'test/**'], rules: {'max-lines': 'off', 'no-restricted-syntax': 'off'}},
  // AssemblyScript has no erasable syntax to ask for.
  {files: ['src/decode/scan/assembly/**'], rules: {'@typescript-eslint/no-namespace': 'off'}},
  {files: ['test/bench/**'], rules: {'no-console': 'off'}},
  {
    files: ['src/**/*.tsx', 'src/ui/**'],
    plugins: {'react-hooks': reactHooks},
    rules: reactHooks.configs.recommended.rules,
  },
  {
    files: ['src/{decode,metrics,promql,rules,format}/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...OUTSIDE.map((name) => ({name, message: 'This stage is pure: time and the outside world are arguments.'})),
      ],
    },
  },
)
