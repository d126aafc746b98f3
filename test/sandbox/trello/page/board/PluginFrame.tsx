import { useLayoutEffect, useRef, useState } from "react"
import { frameAllow, frameSandbox } from "./connector.ts"
import { usePage } from "./context.ts"

export interface PluginFrameProps {
  /** The signed address that the Power-Up gave. */
  readonly url: string
  readonly title: string
  /** CSS pixels until the page asks for another height; null fills what is around it. */
  readonly height: number | null
  readonly maxHeight?: number
}

/** A page of the Power-Up. It hears `render` when it is loaded and at changes, and may ask for its height. */
export function PluginFrame({ url, title, height, maxHeight }: PluginFrameProps) {
  const { host, frames } = usePage()
  const frame = useRef<HTMLIFrameElement>(null)
  const [asked, setAsked] = useState<number | null>(null)
  useLayoutEffect(() => {
    const target = frame.current?.contentWindow
    if (!target) return
    const forget = host.addFrame(target, new URL(url).origin)
    frames.set(target, setAsked)
    return () => {
      forget()
      frames.delete(target)
    }
  }, [host, frames, url])
  const onLoad = (): void => {
    const target = frame.current?.contentWindow
    if (target) host.renderFrame(target)
  }
  const wanted = Math.min(asked ?? height ?? 0, maxHeight ?? Number.POSITIVE_INFINITY)
  return (
    <iframe
      className="plugin-iframe"
      ref={frame}
      src={url}
      title={title}
      sandbox={frameSandbox}
      allow={frameAllow}
      style={{ height: height === null ? "100%" : wanted }}
      onLoad={onLoad}
    />
  )
}
