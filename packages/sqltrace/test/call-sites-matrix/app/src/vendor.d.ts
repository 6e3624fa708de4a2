declare module 'vendor' {
  export function deep<T>(levels: number, run: () => T): T
  export function queryFor(pool: import('pg').Pool, text: string): Promise<unknown>
}
