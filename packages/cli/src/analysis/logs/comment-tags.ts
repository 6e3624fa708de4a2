import { decodeBytes } from '../../model/byte-text.js'
import { statementsOf, type LogEvent } from './log-event.js'
import { tagKey } from './tag-key.js'
import type { Tags } from '../../model/tags.js'
import { tagsOf } from '../tags-of.js'

/** The tags of each statement of an event. */
export function commentTags(event: Pick<LogEvent, 'kind' | 'sql'>): Tags[] {
  return statementsOf(event).map((text) => tagsOf(decodeBytes(tagKey(text))))
}
