import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../../', import.meta.url))
const source = (file: string) => `${root}packages/${file}.ts`

export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^@sqltrace\/(\w+)$/, replacement: source('$1/src/index') },
      { find: /^@sqltrace\/(\w+)\/(\w+)$/, replacement: source('$1/src/$2') },
      { find: /^sqltrace$/, replacement: source('sqltrace/src/index') },
      { find: /^sqltrace\/(\w+)$/, replacement: `${root}packages/sqltrace/src/$1.ts` },
    ],
  },
  test: {
    include: ['{packages,examples,bench,scripts}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // Most tests wait for a server; by default vitest leaves one core to the terminal.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
