import type { Session } from '../model/session.js'
import type { Sample } from '../model/sample.js'
import { Counter } from '../model/counter.js'
import { nameOf, siteOf, workOf } from './site-of.js'
import type { Tags } from '../model/tags.js'
import { tagsOf } from './tags-of.js'

/** What samples show of one statement. */
export interface Sighting {
  /** Average active sessions. */
  load: number
  samples: number
  /** Samples by line of code; untagged ones are left out. */
  readonly sites: Counter
  /** Routes and jobs by line. */
  readonly works: Map<string, Counter>
  /** Samples whose tags have no line, by route or job. */
  readonly lineless: Counter
  readonly servers: Set<string>
  /** The first session seen. */
  readonly session: Session
}

/** Groups active sessions by `keyOf`. */
export function sightings(
  samples: readonly Sample[],
  keyOf: (session: Session) => string,
): Map<string, Sighting> {
  const taken = new Counter()
  for (const { server } of samples) taken.add(server)
  const seen = new Map<string, Sighting>()
  for (const { server, sessions } of samples) {
    for (const session of sessions.filter(({ state }) => state === 'active')) {
      const key = keyOf(session)
      const sighting = seen.get(key) ?? newSighting(session)
      seen.set(key, sighting)
      count(sighting, session, server, 1 / taken.of(server))
    }
  }
  return seen
}

function newSighting(session: Session): Sighting {
  const counters = { sites: new Counter(), works: new Map(), lineless: new Counter() }
  return { load: 0, samples: 0, ...counters, servers: new Set<string>(), session }
}

function count(sighting: Sighting, { sql }: Session, server: string, weight: number): void {
  sighting.load += weight
  sighting.samples += 1
  sighting.servers.add(server)
  countSite(sighting, tagsOf(sql))
}

function countSite({ sites, works, lineless }: Sighting, tags: Tags): void {
  const site = siteOf(tags)
  if (site === undefined) {
    if (Object.keys(tags).length > 0) lineless.add(nameOf(tags))
    return
  }
  sites.add(site)
  const counter = works.get(site) ?? new Counter()
  counter.add(workOf(tags))
  works.set(site, counter)
}
