import { type RefObject, useEffect, useState } from "react"

const listeners = new WeakMap<Element, () => void>()
let observer: IntersectionObserver | null = null

/** The one observer of the page; made at first use. */
function observe(element: Element, onSeen: () => void): () => void {
  observer ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) listeners.get(target)?.()
  })
  listeners.set(element, onSeen)
  observer.observe(element)
  return () => {
    observer?.unobserve(element)
    listeners.delete(element)
  }
}

/** Whether an element was in view since it was drawn. */
export function useSeen(element: RefObject<Element | null>): boolean {
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    if (element.current === null || isSeen) return
    return observe(element.current, () => setSeen(true))
  }, [element, isSeen])
  return isSeen
}
