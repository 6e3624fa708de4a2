import type { Closing } from './closing.js'
import { startSchool } from './school.js'
import { slowRow, type SlowRow } from './slow-row.js'
import type { Workspace } from './workspace.js'

/** The page that became slow. */
export const page = '/courses/advanced-sql/report'

/** What one visit showed; `finish` waits for the page, `abandon` does not. */
export interface Visit {
  readonly row: SlowRow
  finish(): Promise<void>
  abandon(): Promise<void>
}

/** Starts the app, asks for its slow page, and reads the console meanwhile. */
export async function visit(
  workspace: Workspace,
  env: Readonly<Record<string, string>>,
  closing: Closing,
): Promise<Visit> {
  const school = await startSchool({ ...env, DATABASE_URL: workspace.url }, closing)
  const answered = fetch(school.url + page).then(checked)
  const tooQuick = answered.then(() => {
    throw new Error(`${page} was answered before its statement could be seen.`)
  })
  const row = await Promise.race([slowRow(workspace), tooQuick])
  return { row, finish: () => answered, abandon: school.stop }
}

async function checked(response: Response): Promise<void> {
  if (!response.ok) throw new Error(`${page} answered ${response.status}: ${await response.text()}`)
}
