import { decodeBytes } from '../sources/log/byte-text.js'
import { commentKey } from './comment-key.js'
import { statementsOf, type LogEvent } from './log-event.js'
import { tagsOf, type Tags } from './tags-of.js'

/** The tags of each statement of an event. */
export function commentTags(event: Pick<LogEvent, 'kind' | 'sql'>): Tags[] {
  return statementsOf(event).map((text) => tagsOf(decodeBytes(commentKey(text))))
}
