/** Requests a page without waiting for the response. */
export function askWithoutWaiting(url: string): void {
  const headers = { 'x-session': 'session-1' }
  fetch(url, { method: 'POST', headers }).catch(() => {}) // The process may be stopped before it responds.
}
