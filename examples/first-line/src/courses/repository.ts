import { db } from '../database/database.js'
import { lastView } from './last-view.js'

/** A student of a course, and when they last opened it. */
export interface Attendance {
  readonly name: string
  readonly last_view: Date
}

/** The course with this slug. */
export async function findCourse(slug: string): Promise<{ id: number; title: string } | undefined> {
  return db
    .selectFrom('courses')
    .select(['id', 'title'])
    .where('slug', '=', slug)
    .executeTakeFirst()
}

/** The students of a course, longest absent first. */
export function findAttendance(courseId: number): Promise<Attendance[]> {
  return db
    .selectFrom('enrolments')
    .innerJoin('students', 'students.id', 'enrolments.student_id')
    .where('enrolments.course_id', '=', courseId)
    .select(['students.name', lastView()])
    .orderBy('last_view')
    .limit(20)
    .execute()
}
