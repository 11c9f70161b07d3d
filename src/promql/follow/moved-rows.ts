/** Which rows of a followed result may differ from those of the turn before. */
export interface MovedRows {
  /** Any of them may; `list` says nothing then. */
  isAll: boolean
  /** Each row once, in no order; the first `count` entries count. */
  list: Int32Array
  count: number
  /** For each row whether it is in the list. */
  marks: Uint8Array
}

/** No row. */
export function createMovedRows(): MovedRows {
  return {isAll: false, list: new Int32Array(0), count: 0, marks: new Uint8Array(0)}
}

/** Makes room for that many rows. */
export function reserveMoved(moved: MovedRows, rows: number): void {
  if (rows <= moved.list.length) return
  const {list, marks} = moved
  moved.list = new Int32Array(rows)
  moved.list.set(list)
  moved.marks = new Uint8Array(rows)
  moved.marks.set(marks)
}

/** Adds a row for which there is room. */
export function addMoved(moved: MovedRows, row: number): void {
  if (moved.marks[row] === 1) return
  moved.marks[row] = 1
  moved.list[moved.count++] = row
}

/** Forgets them. */
export function clearMoved(moved: MovedRows): void {
  const {list, marks, count} = moved
  for (let index = 0; index < count; index++) marks[list[index]!] = 0
  moved.count = 0
  moved.isAll = false
}
