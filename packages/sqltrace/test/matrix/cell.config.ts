import { fileURLToPath } from 'node:url'
import { mergeConfig } from 'vitest/config'
import suite from '../../../testing/vitest.config.js'

const inFolder = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** What a cell of the matrix replaces: import specifiers with paths from this folder. */
const replacements = JSON.parse(process.env['SQLTRACE_CELL'] ?? '{}') as Record<string, string>

export default mergeConfig(suite, {
  resolve: {
    alias: Object.entries(replacements).map(([specifier, path]) => ({
      find: new RegExp(`^${specifier}$`),
      replacement: inFolder(path),
    })),
  },
  test: {
    include: ['packages/sqltrace/test/matrix/*.suite.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
