import { caches } from '../caches/cache-repository.js'
import { card, type Card } from '../courses/card.js'
import { courses, type CourseRow } from '../courses/course-repository.js'

const seconds = 60

/** The courses whose title begins with `text`. */
export async function search(text: string): Promise<Card[]> {
  const kept = await caches.get(keyOf(text))
  const found = kept === undefined ? await find(text) : (JSON.parse(kept) as CourseRow[])
  return found.map(card)
}

/** Searches, and caches the result. */
export async function find(text: string): Promise<CourseRow[]> {
  const id = await courses.idsByTitle(text)
  const found = id.length === 0 ? [] : await courses.list({ id })
  const value = JSON.stringify(found)
  await caches.put({ section: 'search', key: keyOf(text), value }, seconds)
  return found
}

function keyOf(text: string): string {
  return `search:${text.toLowerCase()}`
}
