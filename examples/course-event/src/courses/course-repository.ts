import type { Course } from '../database/schema.js'
import { listing, type Listing } from '../database/listing.js'
import { queries } from '../database/queries.js'
import { Repository } from '../database/repository.js'
import type { Selectable } from 'kysely'

/** A row of `courses`. */
export type CourseRow = Selectable<Course>

const published = { status: 'published' }
const pageSize = 24

class CourseRepository extends Repository {
  /** A page of published courses, newest first. */
  list(where: Listing['where'] = {}): Promise<CourseRow[]> {
    const page = { where: { ...published, ...where }, order: '-published_at', limit: pageSize }
    // event 2: GET /courses, GET /levels/:level, GET /languages/:language,
    // GET /tags/:tag, GET /companies/:id/courses, GET /search, job warm-caches
    return this.send(listing('courses', page))
  }

  /** The course with a slug, in upper or lower case. */
  async bySlug(slug: string): Promise<CourseRow | undefined> {
    const wanted = { caseless: { slug }, where: published, limit: 1 }
    // event 3: GET /courses/:slug
    const [course] = await this.send(listing('courses', wanted))
    return course
  }

  /** The ids of courses with a skill tag. */
  async idsByTag(tag: string): Promise<number[]> {
    const wanted = listing('course_tags', { where: { tag }, limit: 200 })
    return (await this.send(wanted)).map(({ course_id }) => course_id)
  }

  /** The ids of courses whose title begins with `text`. */
  async idsByTitle(text: string): Promise<number[]> {
    const query = queries
      .selectFrom('courses')
      .select('id')
      .where('title', '>=', text)
      .where('title', '<', `${text}~`)
      .limit(200)
    return (await this.send(query)).map(({ id }) => id)
  }
}

export const courses = new CourseRepository()
