import type { FastifyRequest } from 'fastify'
import { visitors } from './visitor-repository.js'

/** The person who requests a page. */
export interface Visitor {
  readonly userId: number
  readonly seesBanner: boolean
}

/** The visitor who sent a request; without a session, the guest. */
export async function visitorOf({ headers }: FastifyRequest): Promise<Visitor> {
  const token = String(headers['x-session'] ?? 'guest')
  const [userId, seesBanner] = await Promise.all([
    visitors.userOf(token),
    visitors.isOn('free-courses'),
  ])
  return { userId: userId ?? 0, seesBanner }
}
