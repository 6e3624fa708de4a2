import { query } from '../shape.ts'
import type { Databases } from '../shape.ts'

export async function handle({ db }: Databases): Promise<void> {
  await query(db).execute() //@oddFile
}
