import { findAttendance, findCourse, type Attendance } from './repository.js'

/** A teacher's report on a course. */
export interface CourseReport {
  readonly title: string
  readonly longestAway: readonly Attendance[]
}

/** Creates the report on a course; `undefined` if the course doesn't exist. */
export async function courseReport(slug: string): Promise<CourseReport | undefined> {
  const course = await findCourse(slug)
  if (course === undefined) return undefined
  return { title: course.title, longestAway: await findAttendance(course.id) }
}
