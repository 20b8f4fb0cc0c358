import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import globals from 'globals';
import ts from 'typescript-eslint';
import parser from 'vue-eslint-parser';

/** One set of rules for every package of the front ends. Types are checked by the compiler, form by prettier. */
export default [
  { ignores: ['**/node_modules/**', '**/dist/**', '**/screenshots/**', 'api/src/schema.d.ts', 'api/src/commands.ts', '**/env.d.ts'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parser, parserOptions: { parser: ts.parser, sourceType: 'module' } },
    rules: { 'vue/multi-word-component-names': 'off' },
  },
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node, uni: 'readonly', getCurrentPages: 'readonly', UniApp: 'readonly' } },
    rules: {
      'no-undef': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'vue/no-v-html': 'error',
    },
  },
  // uni-app's events have no types of their own; tests print what they measured.
  { files: ['mobile/**/*.vue', 'mobile/test/**'], rules: { '@typescript-eslint/no-explicit-any': 'off' } },
  { files: ['e2e/**', 'api/*.mjs'], rules: { 'no-console': 'off' } },
  prettier,
];
