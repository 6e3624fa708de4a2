import { listing } from '../database/listing.js'
import { Repository } from '../database/repository.js'

class VisitorRepository extends Repository {
  /** The user of a session. */
  async userOf(token: string): Promise<number | undefined> {
    // decoy: fast, but sent for nearly every page
    const [session] = await this.send(listing('sessions', { where: { token } }))
    return session?.user_id
  }

  /** Whether one of the platform's banners is shown. */
  async isOn(name: string): Promise<boolean> {
    // decoy: fast, but sent for nearly every page
    const [setting] = await this.send(listing('settings', { where: { name } }))
    return setting?.value === 'on'
  }
}

export const visitors = new VisitorRepository()
