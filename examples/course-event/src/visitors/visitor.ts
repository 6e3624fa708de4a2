import type { FastifyRequest } from 'fastify'
import { visitors } from './visitor-repository.js'

/** Who asks for a page. */
export interface Visitor {
  readonly userId: number
  readonly seesBanner: boolean
}

/** Reads who sent a request; a request without a session is the guest's. */
export async function visitorOf({ headers }: FastifyRequest): Promise<Visitor> {
  const token = String(headers['x-session'] ?? 'guest')
  const [userId, seesBanner] = await Promise.all([
    visitors.userOf(token),
    visitors.isOn('free-courses'),
  ])
  return { userId: userId ?? 0, seesBanner }
}
