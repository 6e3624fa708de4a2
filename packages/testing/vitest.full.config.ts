import { defineConfig } from 'vitest/config'
import fast from './vitest.config.js'

/** The tests that `npm test` has no time for. */
export default defineConfig({ ...fast, test: { ...fast.test, include: ['**/test/**/*.full.ts'] } })
