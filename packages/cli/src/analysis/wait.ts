import type { Wait } from '../model/wait.js'
import type { Session } from '../model/session.js'

const waits: Readonly<Record<string, Wait>> = {
  IO: 'io',
  BufferPin: 'lock',
  Buffer: 'lock',
  Lock: 'lock',
  LWLock: 'lock',
  Client: 'client',
}

/** An active session without a wait event is on the CPU, or ready to run. */
export function waitOf({ waitType }: Pick<Session, 'waitType'>): Wait {
  return waitType === undefined ? 'cpu' : (waits[waitType] ?? 'other')
}
