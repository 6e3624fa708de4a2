import { query } from '../shape.ts'
import type { Shape } from '../shape.ts'

export const folderNamedKysely: Shape = async ({ db }) => {
  await query(db).execute() //@folderNamedKysely
}
