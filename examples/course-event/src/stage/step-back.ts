import { writeFile } from 'node:fs/promises'
import { setPriority } from 'node:os'

/** Lowers the priority of a session leader and everything that it starts, from 0 to 19 as for `nice`. */
export async function stepBack(pid: number, priority: number): Promise<void> {
  if (priority === 0) return
  setPriority(pid, priority)
  // With autogrouping, Linux uses the priority of the session's group.
  await writeFile(`/proc/${pid}/autogroup`, String(priority)).catch(() => {})
}
