type Step = () => Promise<unknown>

/** What has to be undone at the end, last first, whatever the end is. */
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
