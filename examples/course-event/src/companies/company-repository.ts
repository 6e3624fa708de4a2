import { listing } from '../database/listing.js'
import { queries } from '../database/queries.js'
import { Repository } from '../database/repository.js'

class CompanyRepository extends Repository {
  /** The companies that a user follows and hasn't muted. */
  followedBy(user_id: number) {
    const wanted = { where: { user_id, muted: false }, order: '-followed_at', limit: 20 }
    const follows = listing('follows', wanted).as('followed')
    const query = queries
      .selectFrom(follows)
      .innerJoin('companies', 'companies.id', 'followed.company_id')
      .select(['companies.id', 'companies.name', 'companies.city'])
    // event 1: GET /following
    return this.send(query)
  }
}

export const companies = new CompanyRepository()
