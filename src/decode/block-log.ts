import type {Level, LogEvent, PluginEvent} from '../event.ts'
import {boundText} from './bounded-text.ts'
import {textOf} from './scan/text.ts'

/**
 * A log record whose message is still bytes of its block: of a million lines a few hundred are shown, and only these become texts. It
 * is used again for a record of the next block. A class, because its getter is found on the prototype.
 */
export class BlockLog {
  readonly type = 'log'
  readonly origin = 'text'
  readonly derived = undefined
  readonly errorType = undefined
  readonly stack = undefined
  readonly tags = undefined
  time = 0
  timeIsReceipt: true | undefined = undefined
  level: Level = 'INFO'
  logger: string | undefined = undefined
  pluginName: string | undefined = undefined
  /** Where the message lies; `end` may have the flags of scan/text.ts. */
  bytes: Buffer | undefined = undefined
  begin = 0
  end = 0

  get message(): string {
    return boundText(textOf(this.bytes!, this.begin, this.end))
  }

  /** The same as an object of its own. */
  keep(): LogEvent {
    const {type, time, origin, timeIsReceipt, level, message, logger, pluginName, errorType, stack, tags} = this
    return {type, time, origin, timeIsReceipt, level, message, logger, pluginName, errorType, stack, tags}
  }
}

/** The event as an object that nobody uses again. */
export function keepEvent(event: PluginEvent | BlockLog): PluginEvent {
  return event instanceof BlockLog ? event.keep() : event
}
