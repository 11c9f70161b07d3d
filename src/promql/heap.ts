/** Whether `a` belongs above `b`: the top of the heap is what goes before all others. */
type Before = (a: number, b: number) => boolean

/** Puts an element into a binary heap; sifts as Go's container/heap does, so that equal elements end up where they do there. */
export function push(heap: number[], element: number, before: Before): void {
  let at = heap.push(element) - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!before(heap[at]!, heap[parent]!)) return
    swap(heap, at, parent)
    at = parent
  }
}

/** Restores the order after the top was replaced. */
export function fixTop(heap: number[], before: Before): void {
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= heap.length) return
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++
    if (!before(heap[child]!, heap[at]!)) return
    swap(heap, at, child)
    at = child
  }
}

function swap(heap: number[], a: number, b: number): void {
  const kept = heap[a]!
  heap[a] = heap[b]!
  heap[b] = kept
}
