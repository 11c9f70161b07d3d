import type {Snapshot} from '../snapshot.ts'

/** Gives the text of an instance for a table: nothing where all is of one instance, and a column of it would only take room. */
export function instanceText({sources, plugins}: Snapshot): (instance: string) => string {
  const instances = new Set([...sources, ...plugins].map(({instance}) => instance))
  return (instance) => (instances.size > 1 ? instance : '')
}
