import type { Stage } from './stage.js'

/** What an app does with a client; the result and the stage's events are compared. */
export type Scenario = (stage: Stage) => unknown

/** Scenarios of one topic, by a description of what the app does. */
export type Scenarios = Readonly<Record<string, Scenario>>

/** Scenarios by topic. */
export type Topics = Readonly<Record<string, Scenarios>>
