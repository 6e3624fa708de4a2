/** What an active session spends its time with. */
export type Wait = 'cpu' | 'io' | 'lock' | 'client' | 'other'
