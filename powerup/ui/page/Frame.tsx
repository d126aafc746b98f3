import { Component, type ReactNode } from "react"
import { ErrorNotice } from "../errors/ErrorNotice.tsx"
import type { PageHost } from "../host/host.ts"
import { useSize } from "../theme/useSize.ts"
import { useTheme } from "../theme/useTheme.ts"

/** What surrounds every page in Trello: its theme, its height, and words for a page that broke. */
export function Frame({ t, children }: { readonly t: PageHost; readonly children: ReactNode }) {
  useTheme(t)
  const content = useSize(t)
  return (
    <div ref={content}>
      <Boundary>{children}</Boundary>
    </div>
  )
}

class Boundary extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state = { error: null as unknown }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error: error ?? new Error("Unknown") }
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children
    return (
      <main className="page">
        <ErrorNotice
          error={this.state.error}
          actions={{ retry: () => this.setState({ error: null }) }}
        />
      </main>
    )
  }
}
