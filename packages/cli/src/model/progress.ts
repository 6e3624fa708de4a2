/** A progress indicator. */
export interface Progress {
  update(value: number): void
  stop(): void
}

/** Starts a progress indicator that ends at `total`; the caller of a command decides where it is shown. */
export type StartProgress = (label: string, total: number, unit: string) => Promise<Progress>
