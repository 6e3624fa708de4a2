import type { CourseRow } from './course-repository.js'

/** What a list shows of a course. */
export interface Card {
  readonly slug: string
  readonly title: string
  readonly level: string
}

/** Takes what a list shows out of a row. */
export function card({ slug, title, level }: CourseRow): Card {
  return { slug, title, level }
}
