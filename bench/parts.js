import { adviceTable, measureAdvice } from './advice/part.js'
import { appTable, measureApp } from './app/part.js'
import { growthTable, measureGrowth } from './growth/part.js'
import { idleTable, measureIdle } from './idle/part.js'
import { importsTable, measureImports } from './imports/part.js'
import { measureOff, offTable } from './off/part.js'
import { measureQueries, queriesTable } from './queries/part.js'
import { measureServer, serverTable } from './server/part.js'
import { measureSteps, stepsTable } from './steps/part.js'

/** The parts of the bench, in order. */
export const parts = {
  imports: { measure: measureImports, format: importsTable },
  advice: { measure: measureAdvice, format: adviceTable },
  steps: { measure: measureSteps, format: stepsTable },
  server: { measure: measureServer, format: serverTable },
  growth: { measure: measureGrowth, format: growthTable },
  queries: { measure: measureQueries, format: queriesTable },
  off: { measure: measureOff, format: offTable },
  idle: { measure: measureIdle, format: idleTable },
  app: { measure: measureApp, format: appTable },
}
