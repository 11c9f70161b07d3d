/**
 * A function of an object whose answer is computed once and remembered for as long as the object lives. Label sets and lists of them are
 * the same objects from one evaluation to the next while the series are, so that an evaluation derives nothing that it has derived before.
 */
export function memoize<K extends object, V>(derive: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>()
  return (key) => {
    let value = known.get(key)
    if (value === undefined) {
      value = derive(key)
      known.set(key, value)
    }
    return value
  }
}
