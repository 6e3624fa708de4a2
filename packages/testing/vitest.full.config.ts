import { defineConfig, mergeConfig } from 'vitest/config'
import fast from './vitest.config.js'

/** The tests that `npm test` has no time for. */
export default mergeConfig(fast, defineConfig({ test: { include: ['**/test/**/*.full.ts'] } }))
