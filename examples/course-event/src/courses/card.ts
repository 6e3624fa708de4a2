import type { CourseRow } from './course-repository.js'

/** The part of a course that a list shows. */
export interface Card {
  readonly slug: string
  readonly title: string
  readonly level: string
}

/** Extracts a card from a row. */
export function card({ slug, title, level }: CourseRow): Card {
  return { slug, title, level }
}
