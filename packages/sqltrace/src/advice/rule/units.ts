/** Formats milliseconds for people: `0.4 ms`, `112 ms`, `3.2 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`
}

/** Formats bytes for people: `12 kB`, `3.4 MB`. */
export function size(bytes: number): string {
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`
  return bytes >= 1000 ? `${Math.round(bytes / 1000)} kB` : `${Math.round(bytes)} bytes`
}

/** Formats a fraction as a percentage. */
export function percent(part: number): string {
  return `${Math.round(part * 100)} %`
}
