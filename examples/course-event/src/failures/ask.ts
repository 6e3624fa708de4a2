/** Asks for a page whose answer nobody waits for. */
export function askWithoutWaiting(url: string): void {
  const headers = { 'x-session': 'session-1' }
  fetch(url, { method: 'POST', headers }).catch(() => {}) // The process may be ended before it answers.
}
