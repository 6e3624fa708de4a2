import type { Closing } from './closing.js'
import { startSchool } from './school.js'
import { slowRow, type SlowRow } from './slow-row.js'
import type { Workspace } from './workspace.js'

/** The page that became slow. */
export const page = '/courses/advanced-sql/report'

/** The result of a visit; `finish` waits for the page, `abandon` does not. */
export interface Visit {
  readonly row: SlowRow
  finish(): Promise<void>
  abandon(): Promise<void>
}

/** Starts the app, requests its slow page, and reads the console while it loads. */
export async function visit(
  workspace: Workspace,
  env: Readonly<Record<string, string>>,
  closing: Closing,
): Promise<Visit> {
  const school = await startSchool({ ...env, DATABASE_URL: workspace.url }, closing)
  const answered = fetch(school.url + page).then(checked)
  const tooQuick = answered.then(() => {
    throw new Error(`${page} finished before its statement could be seen.`)
  })
  const row = await Promise.race([slowRow(workspace), tooQuick])
  return { row, finish: () => answered, abandon: school.stop }
}

async function checked(response: Response): Promise<void> {
  if (!response.ok)
    throw new Error(`${page} returned HTTP status ${response.status}: ${await response.text()}`)
}
