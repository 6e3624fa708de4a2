import { writeFile } from 'node:fs/promises'
import { setPriority } from 'node:os'

/** Gives a process that leads a session a lower priority, from 0 to 19, with all that it starts. */
export async function stepBack(pid: number, priority: number): Promise<void> {
  if (priority === 0) return
  setPriority(pid, priority)
  // Where Linux groups processes by session, it is the group whose priority counts.
  await writeFile(`/proc/${pid}/autogroup`, String(priority)).catch(() => {})
}
