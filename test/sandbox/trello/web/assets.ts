/** A bundle, or in words why there is none. */
export type Built<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly words: string }

/** The scripts of the stand-in, built when they are first asked for. */
export interface Assets {
  board(): Promise<Built<{ readonly script: string; readonly style: string }>>
  library(): Promise<Built<string>>
}

export function buildAssets(): Assets {
  return {
    board: once("The board page", async () => {
      const { buildBoardPage } = await import("./../page/bundle.ts")
      return await buildBoardPage()
    }),
    library: once("The client library", async () => {
      const { buildLibrary } = await import("./../library/bundle.ts")
      return await buildLibrary()
    }),
  }
}

function once<T>(name: string, build: () => Promise<T>): () => Promise<Built<T>> {
  let built: Promise<Built<T>> | null = null
  const attempt = async (): Promise<Built<T>> => {
    try {
      return { ok: true, value: await build() }
    } catch (error) {
      built = null
      const reason = error instanceof Error ? error.message : String(error)
      return { ok: false, words: `${name} could not be built: ${reason}` }
    }
  }
  return () => (built ??= attempt())
}
