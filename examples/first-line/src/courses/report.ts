import { findAttendance, findCourse, type Attendance } from './repository.js'

/** What a teacher sees of a course. */
export interface CourseReport {
  readonly title: string
  readonly longestAway: readonly Attendance[]
}

/** Writes the report of a course; `undefined` if there is no such course. */
export async function courseReport(slug: string): Promise<CourseReport | undefined> {
  const course = await findCourse(slug)
  if (course === undefined) return undefined
  return { title: course.title, longestAway: await findAttendance(course.id) }
}
