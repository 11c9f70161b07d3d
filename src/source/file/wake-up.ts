import {watch, type FSWatcher} from 'node:fs'

/** Tells when to look at a file again: at once by inotify, and always after a poll interval, for not every file system tells. */
export interface WakeUp {
  /** Watches these folders from now on, and no others. Returns why that is not possible; a missing folder is no reason. */
  watch(folders: readonly string[]): string | undefined
  /** Waits for a change or the poll interval; true when names may have changed, false when only contents have. */
  wait(signal: AbortSignal): Promise<boolean>
  close(): void
}

/** `isOurs` picks the file names whose changes wake. */
export function createWakeUp(options: {readonly pollMs: number; isOurs(name: string): boolean}): WakeUp {
  const watchers = new Map<string, FSWatcher>()
  let hasChanged = false
  let hasRenamed = false
  let wake: (() => void) | undefined
  let polledAt = -Infinity

  const onChange = (event: string, name: string | null): void => {
    if (name !== null && !options.isOurs(name)) return
    hasChanged = true
    hasRenamed ||= event === 'rename'
    wake?.()
  }
  const add = (folder: string): string | undefined => {
    try {
      const watcher = watch(folder, onChange)
      watcher.on('error', () => watcher.close())
      watchers.set(folder, watcher)
      return undefined
    } catch (error) {
      const {code, message} = error as NodeJS.ErrnoException
      return code === 'ENOENT' ? undefined : message
    }
  }
  const close = (): void => {
    for (const watcher of watchers.values()) watcher.close()
    watchers.clear()
  }

  return {
    watch(folders) {
      // A folder that was deleted and made again has another inode under the same name: the old watcher is deaf.
      close()
      return folders.map(add).find((reason) => reason !== undefined)
    },
    async wait(signal) {
      if (!hasChanged && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const finish = (): void => {
            clearTimeout(timer)
            signal.removeEventListener('abort', finish)
            wake = undefined
            resolve()
          }
          const timer = setTimeout(finish, options.pollMs)
          signal.addEventListener('abort', finish)
          wake = finish
        })
      }
      // A file that changes all the time must not keep its name from being looked at.
      const isPoll = performance.now() - polledAt >= options.pollMs
      const mayHaveRenamed = hasRenamed || isPoll
      if (isPoll) polledAt = performance.now()
      hasChanged = hasRenamed = false
      return mayHaveRenamed
    },
    close,
  }
}
