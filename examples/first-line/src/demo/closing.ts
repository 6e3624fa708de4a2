type Step = () => Promise<unknown>

/** Cleanup functions to run at the end, last added first, however it ends. */
export class Closing {
  readonly #steps: Step[] = []

  add(step: Step): void {
    this.#steps.push(step)
  }

  async close(): Promise<void> {
    const step = this.#steps.pop()
    if (step === undefined) return
    try {
      await step()
    } finally {
      await this.close()
    }
  }
}
