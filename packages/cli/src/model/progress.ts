/** Shows how far some work is. */
export interface Progress {
  update(value: number): void
  stop(): void
}

/** Starts to show a work that is done at `total`; whoever runs a command decides where it is shown. */
export type StartProgress = (label: string, total: number, unit: string) => Promise<Progress>
