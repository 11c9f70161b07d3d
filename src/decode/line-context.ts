/**
 * Which of a program's outputs a line came from; a container runtime mixes them in one file, a record does not cross them.
 * `wrapped` are lines of text that a shipper has put into JSON one by one.
 */
export type Stream = 'main' | 'stdout' | 'stderr' | 'wrapped'

/** What surrounds the text that is being read: a runtime's envelope may say more than the line itself. */
export interface LineContext {
  /** The number of the line, from 1; 0 where unknown. */
  line: number
  /** The time that stands in where the text has none: the envelope's, or that of receipt. */
  time: number
  timeIsReceipt: true | undefined
  stream: Stream
}
