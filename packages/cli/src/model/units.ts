/** Seconds in human-readable form: `340 ms`, `4.2 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 0.01) return `${(seconds * 1000).toFixed(1)} ms`
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}

/** A fraction from 0 to 1 as a percentage. */
export function percent(part: number): string {
  const value = part * 100
  return `${value > 0 && value < 1 ? '<1' : Math.round(value)}%`
}

/** A whole number with separators: `12,345`. */
export function wholeNumber(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

/** A count in short form: `999`, `12,345`, `4.5M`. */
export function count(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)}M`
  return wholeNumber(value)
}

/** Bytes in powers of 1024. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(value) / 10))
  const scaled = value / 1024 ** power
  return `${power === 0 || scaled >= 100 ? Math.round(scaled) : scaled.toFixed(1)} ${units[power]}`
}
