import { sql } from 'kysely'
import { queries } from '../database/queries.js'
import { Repository } from '../database/repository.js'

const tabSize = 8

class TabRepository extends Repository {
  /** The best-rated courses for beginners. */
  forBeginners() {
    const query = cards()
      .innerJoin('reviews', 'reviews.course_id', 'courses.id')
      .where('courses.level', '=', 'beginner')
      .groupBy('courses.id')
      .orderBy(sql`avg(${sql.ref('reviews.stars')})`, 'desc')
    // event 5: GET /
    return this.send(query)
  }

  /** Courses that share the most skill tags with a user's courses. */
  recommendedFor(userId: number) {
    const skills = queries
      .selectFrom('course_tags')
      .innerJoin('enrolments', 'enrolments.course_id', 'course_tags.course_id')
      .where('enrolments.user_id', '=', userId)
      .select('course_tags.tag')
    const query = cards()
      .innerJoin('course_tags', 'course_tags.course_id', 'courses.id')
      .where('course_tags.tag', 'in', skills)
      .groupBy('courses.id')
      .orderBy((eb) => eb.fn.countAll(), 'desc')
    // event 5: GET /
    return this.send(query)
  }
}

function cards() {
  return queries
    .selectFrom('courses')
    .select(['courses.slug', 'courses.title'])
    .where('courses.status', '=', 'published')
    .limit(tabSize)
}

export const tabs = new TabRepository()
