import { BaseRepository } from '../db/base-repository.ts'
import { folderNamedKysely } from '../kysely/courses.ts'
import type { Shape } from '../shape.ts'

const oddFile: Shape = async (databases) => {
  const { handle } = await import('../routes/[slug] ü.ts')
  await handle(databases)
}

const ignoredHelper: Shape = async ({ db }) => {
  await new BaseRepository(db).all() //@ignoredHelper
}

export const places = { oddFile, folderNamedKysely, ignoredHelper }
