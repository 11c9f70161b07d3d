import {findFile, isSameFile, type FoundFile} from './identity.ts'
import {listLogFiles} from './log-files.ts'
import type {Segment} from './segment.ts'

/** How often a folder is listed until two lists agree: more often only while it is rotated at that very moment. */
const ATTEMPTS = 10

/**
 * The file that came after `current` in the life of the log. There is one after a rotation, and it is not yet the newest
 * when the log was rotated several times between two looks. `isKnown` tells of files that are read or not wanted.
 */
export function findSuccessor(
  path: string,
  current: Segment | undefined,
  isKnown: (file: FoundFile) => boolean,
): FoundFile | undefined {
  // The usual case costs one look at the file, not a list of its folder.
  const named = findFile(path)
  if (current?.path === path && named !== undefined && isSameFile(named, current)) return undefined

  const find = (): FoundFile | undefined => {
    const files = listLogFiles(path)
    const at = current === undefined ? -1 : files.findIndex((file) => isSameFile(file, current))
    // Names count up for some writers and down for others, so a file that stands before must have been written to later.
    const wroteMs = current?.mtimeMs ?? 0
    const isLater = (file: FoundFile, index: number): boolean =>
      file.path === path || (index > at ? file.mtimeMs >= wroteMs : at >= 0 && index < at && file.mtimeMs > wroteMs)
    const isLog = (file: FoundFile): number => Number(file.path === path)
    return files
      .filter((file, index) => !isKnown(file) && isLater(file, index))
      .sort((a, b) => isLog(a) - isLog(b) || a.mtimeMs - b.mtimeMs)[0]
  }
  // A rotation while the folder is being listed can hide a file from the list.
  let found = find()
  for (let attempt = 0; attempt < ATTEMPTS && found !== undefined; attempt++) {
    const again = find()
    if (again !== undefined && isSameFile(found, again)) break
    found = again
  }
  return found
}
