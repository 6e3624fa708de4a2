import type { Transaction } from 'kysely'
import { queries } from '../database/queries.js'
import { Repository } from '../database/repository.js'
import type { Platform } from '../database/schema.js'

class EnrolmentRepository extends Repository {
  async add(course_id: number, user_id: number, trx: Transaction<Platform>): Promise<void> {
    const query = queries.insertInto('enrolments').values({ course_id, user_id })
    await this.send(
      query.onConflict((conflict) => conflict.doNothing()),
      trx,
    )
  }

  /** Recounts the students of a course. */
  async count(courseId: number, trx: Transaction<Platform>): Promise<void> {
    const counted = queries
      .selectFrom('course_students')
      .select('students')
      .where('course_id', '=', courseId)
    const query = queries
      .updateTable('course_counters')
      .set({ students: counted })
      .where('course_id', '=', courseId)
    // event 6: POST /enrolments/:course
    await this.send(query, trx)
  }
}

export const enrolments = new EnrolmentRepository()
