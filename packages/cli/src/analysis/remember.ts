const most = 5000

/** Remembers the answers of a pure function of a text: a sampler sees the same texts over and over. */
export function remember<T>(fn: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>()
  return (text) => {
    const known = answers.get(text)
    if (known !== undefined) return known
    if (answers.size >= most) answers.clear()
    const answer = fn(text)
    answers.set(text, answer)
    return answer
  }
}
