import type { Sample } from '../../model/sample.js'
import { setTimeout as sleep } from 'node:timers/promises'
import { readActivity } from './read-activity.js'
import type { Server } from './server.js'

/** The state of sampling one server. */
export interface SamplerState {
  taken: number
  missed: number
  /** The last failure, until the next sample succeeds. */
  trouble: string | undefined
  /** The sampled hosts, the current one last: with a host list, another host takes over when one fails. */
  hosts: readonly string[]
}

const slow = 100
/** A slow server spends at most about a tenth of its time on us. */
const slowShare = 10
const afterTrouble = 1000

/** Samples several servers concurrently, each at its own pace. */
export class Sampler {
  readonly states: ReadonlyMap<Server, SamplerState>
  readonly #servers: readonly Server[]
  readonly #interval: number
  readonly #take: (sample: Sample) => void
  readonly #stopped = new AbortController()

  constructor(servers: readonly Server[], perSecond: number, take: (sample: Sample) => void) {
    this.#servers = servers
    this.#interval = 1000 / perSecond
    this.#take = take
    this.states = new Map(
      servers.map((server) => [server, { taken: 0, missed: 0, trouble: undefined, hosts: [] }]),
    )
  }

  /** Samples until `stop`, or for `duration` milliseconds. */
  async run(duration = Infinity): Promise<void> {
    const end = Date.now() + duration
    await Promise.all(this.#servers.map((server) => this.#follow(server, end)))
  }

  /** Takes one sample of each server. */
  async once(): Promise<void> {
    await Promise.all(this.#servers.map((server) => this.#sample(server)))
  }

  /** Ends `run`. */
  stop(): void {
    this.#stopped.abort()
  }

  /** Drops the samples of hosts that were replaced by another, so load that moved is not counted twice. */
  ofCurrentHosts(samples: readonly Sample[]): Sample[] {
    const hosts = [...this.states.values()].map((state) => state.hosts)
    const present = new Set(hosts.map((list) => list.at(-1)))
    const left = new Set(hosts.flat().filter((host) => !present.has(host)))
    return samples.filter(({ server }) => !left.has(server))
  }

  async #follow(server: Server, end: number): Promise<void> {
    const { signal } = this.#stopped
    while (!signal.aborted && Date.now() < end) {
      const started = Date.now()
      await this.#sample(server)
      const took = Date.now() - started
      const pause = this.#pause(server, took)
      await sleep(Math.max(0, Math.min(pause, end - Date.now())), undefined, { signal }).catch(
        () => undefined,
      )
    }
  }

  /** A failing or slow server is left alone for a while; the samples skipped because it is slow count as missed. */
  #pause(server: Server, took: number): number {
    const state = this.#state(server)
    if (state.trouble !== undefined) return Math.max(afterTrouble, this.#interval)
    if (took <= slow) return this.#interval - took
    const pause = took * slowShare
    state.missed += Math.floor(pause / this.#interval)
    return pause
  }

  async #sample(server: Server): Promise<void> {
    const state = this.#state(server)
    try {
      const sessions = await readActivity(server)
      state.taken++
      state.trouble = undefined
      state.hosts = [...state.hosts.filter((host) => host !== server.name), server.name]
      this.#take({ server: server.name, at: Date.now(), sessions })
    } catch (error) {
      state.missed++
      state.trouble = (error as Error).message.replaceAll('\n', ' ')
    }
  }

  #state(server: Server): SamplerState {
    return this.states.get(server) as SamplerState
  }
}
