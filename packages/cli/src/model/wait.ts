/** What an active session spends its time on. */
export type Wait = 'cpu' | 'io' | 'lock' | 'client' | 'other'
