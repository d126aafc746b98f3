/** Names for elements that a Power-Up may refer to without ever seeing them. */
export interface ElementNames {
  nameOf(element: Element): string
  find(name: string | undefined): Element | null
}

export function buildElementNames(): ElementNames {
  const names = new WeakMap<Element, string>()
  const elements = new Map<string, WeakRef<Element>>()
  let count = 0
  return {
    nameOf(element) {
      const known = names.get(element)
      if (known !== undefined) return known
      count += 1
      const name = `el-${count}`
      names.set(element, name)
      elements.set(name, new WeakRef(element))
      return name
    },
    find: (name) => (name === undefined ? null : (elements.get(name)?.deref() ?? null)),
  }
}
