import { sql } from 'kysely'
import { queries } from '../database/queries.js'
import { Repository } from '../database/repository.js'

class SalesRepository extends Repository {
  /** The number of students that each company gained, by level. */
  byCompany() {
    const query = queries
      .selectFrom('enrolments')
      .innerJoin('courses', 'courses.id', 'enrolments.course_id')
      .innerJoin('companies', 'companies.id', 'courses.company_id')
      .groupBy(['companies.id', 'courses.level'])
      .select(['companies.name', 'courses.level', sql<number>`count(*)`.as('students')])
    // decoy: slow, but rare
    return this.send(query)
  }
}

const sales = new SalesRepository()

/** Creates the report for the owners. */
export async function salesReport(): Promise<void> {
  const rows = await sales.byCompany()
  console.error(`Sales: ${rows.length} lines.`)
}
