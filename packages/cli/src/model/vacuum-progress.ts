/** Source: PostgreSQL manual, "VACUUM Progress Reporting". */
export interface VacuumProgress {
  readonly phase: string
  /** Pages. */
  readonly scanned: number
  readonly pages: number
}
