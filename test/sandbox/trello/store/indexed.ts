/** Where an item is found: the keys of one index, several when it is in several groups. */
type KeysOf<T> = (item: T) => readonly string[]

/**
 * A map by id that also finds items by other keys without looking at all of them.
 * What a key is made of may only be changed through `place`.
 */
export class IndexedMap<T extends { readonly id: string }, K extends string> extends Map<
  string,
  T
> {
  readonly #keysOf: readonly (readonly [K, KeysOf<T>])[]
  readonly #groups = new Map<string, Set<T>>()

  constructor(keysOf: Readonly<Record<K, KeysOf<T>>>) {
    super()
    this.#keysOf = Object.entries(keysOf) as unknown as [K, KeysOf<T>][]
  }

  /** The items of one group, oldest first. */
  by(index: K, key: string): ReadonlySet<T> {
    return this.#groups.get(`${index} ${key}`) ?? EMPTY
  }

  override set(id: string, item: T): this {
    const before = this.get(id)
    if (before !== undefined) for (const name of this.#namesOf(before)) this.#leave(name, before)
    super.set(id, item)
    for (const name of this.#namesOf(item)) this.#join(name, item)
    return this
  }

  override delete(id: string): boolean {
    const item = this.get(id)
    if (item !== undefined) for (const name of this.#namesOf(item)) this.#leave(name, item)
    return super.delete(id)
  }

  override clear(): void {
    this.#groups.clear()
    super.clear()
  }

  /** Changes an item, and with it where it is found. */
  place(item: T, change: Partial<T>): void {
    const before = this.#namesOf(item)
    Object.assign(item, change)
    const after = this.#namesOf(item)
    for (const name of before) if (!after.includes(name)) this.#leave(name, item)
    for (const name of after) if (!before.includes(name)) this.#join(name, item)
  }

  #join(name: string, item: T): void {
    const group = this.#groups.get(name)
    if (group === undefined) this.#groups.set(name, new Set([item]))
    else group.add(item)
  }

  #leave(name: string, item: T): void {
    const group = this.#groups.get(name)
    group?.delete(item)
    if (group?.size === 0) this.#groups.delete(name)
  }

  #namesOf(item: T): string[] {
    return this.#keysOf.flatMap(([index, keysOf]) => keysOf(item).map((key) => `${index} ${key}`))
  }
}

const EMPTY: ReadonlySet<never> = new Set()
