import { courses } from '../courses/course-repository.js'
import { writer } from '../database/database.js'
import { caches } from './cache-repository.js'

const sections = ['courses', 'companies', 'levels', 'search', 'tags']
const day = 24 * 60 * 60

/** Clears what the platform's previous build has cached. Every process does so at start-up. */
export async function renewCaches(): Promise<void> {
  await writer.transaction().execute(async (trx) => {
    for (const section of shuffled(sections)) {
      await caches.drop(section, trx)
      const value = JSON.stringify(await courses.list())
      await caches.put({ section, key: `${section}:first`, value }, day, trx)
    }
  })
}

/** Each process starts with a different section, so that they don't all wait for the first. */
function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
