// Maps that are never changed in place: each of these answers a new map, or the same one when nothing differs.

export function put<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  if (Object.is(map.get(key), value) && map.has(key)) return map
  return new Map(map).set(key, value)
}

export function putAll<K, V>(map: ReadonlyMap<K, V>, entries: Iterable<readonly [K, V]>): ReadonlyMap<K, V> {
  let next: Map<K, V> | undefined
  for (const [key, value] of entries) {
    if (!next && map.has(key) && Object.is(map.get(key), value)) continue
    next ??= new Map(map)
    next.set(key, value)
  }
  return next ?? map
}

export function drop<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  if (!map.has(key)) return map
  const next = new Map(map)
  next.delete(key)
  return next
}

export function keep<K, V>(map: ReadonlyMap<K, V>, wanted: (value: V, key: K) => boolean): ReadonlyMap<K, V> {
  const next = new Map([...map].filter(([key, value]) => wanted(value, key)))
  return next.size === map.size ? map : next
}

/** Those things of a list that are newer than what is held, by their version. */
export function newest<K, V extends { readonly version: number }>(map: ReadonlyMap<K, V>, keyOf: (value: V) => K, views: readonly V[]): ReadonlyMap<K, V> {
  return putAll(map, views.filter((view) => (map.get(keyOf(view))?.version ?? -1) < view.version).map((view) => [keyOf(view), view] as const))
}
