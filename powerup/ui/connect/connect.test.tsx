// @vitest-environment happy-dom
import { act, screen, waitFor } from "@testing-library/react"
import { afterEach, describe, expect, it, vi } from "vitest"
import type { Provider } from "../../../core/contract/ids.ts"
import {
  ApiError,
  AuthClosedError,
  AuthDeniedError,
  NetworkError,
  PopupBlockedError,
} from "../../client/index.ts"
import { attempt, buildFakeClient } from "../../pages/testing/fakeClient.ts"
import { show } from "../../pages/testing/show.tsx"
import type { FakeHostOptions } from "../../pages/testing/fakeHost.ts"
import { ConnectPanel } from "./ConnectPanel.tsx"
import { ATTEMPT_LIFE_MS, LOOK_EVERY_MS } from "./unfinished.ts"

const BEGUN = "member/private/consent"

function panel(providers: readonly Provider[] = ["trello", "miro"], options: FakeHostOptions = {}) {
  const fake = buildFakeClient()
  const onConnected = vi.fn<() => void>()
  const onLook = vi.fn<() => void>()
  const shown = show(
    ({ t, client }) => (
      <ConnectPanel
        t={t}
        client={client}
        providers={providers}
        onConnected={onConnected}
        onLook={onLook}
      />
    ),
    { ...options, fake },
  )
  return { ...shown, onConnected, onLook }
}

const connect = () => screen.findByRole("button", { name: /^Connect/ })

afterEach(() => vi.useRealTimers())

describe("the page before consent", () => {
  it("says what each of the two is asked for and why, and has one button", async () => {
    panel()
    await connect()
    expect(screen.getByText(/to read the card that you push/)).toBeTruthy()
    expect(screen.getByText(/to put the card there, update it, and remove it again/)).toBeTruthy()
    expect(screen.getAllByRole("button")).toHaveLength(1)
  })

  it("speaks of the missing one alone", async () => {
    panel(["miro"])
    await screen.findByRole("button", { name: "Connect Miro" })
    expect(screen.queryByText(/Trello asks/)).toBeNull()
  })

  it("waits for the start address, so that no window opens outside the press", async () => {
    const { fake, user } = panel()
    act(() => fake.setPreparation({ name: "preparing" }))
    const button = await connect()
    expect(button.getAttribute("aria-disabled")).toBe("true")
    await user.click(button)
    expect(fake.windows).toHaveLength(0)
    act(() => fake.setPreparation({ name: "ready" }))
    await user.click(await connect())
    expect(fake.windows).toHaveLength(1)
  })

  it("says why it could not prepare, and tries again", async () => {
    const { fake, user } = panel()
    const error = new NetworkError("offline", false)
    act(() => fake.setPreparation({ name: "failed", error }))
    await screen.findByText("The service could not be reached.")
    await user.click(screen.getByRole("button", { name: "Try again" }))
    expect(fake.retries()).toBe(1)
  })
})

describe("while the other window is open", () => {
  it("says what to do there, and at which of the two the person is", async () => {
    const { fake, user, onConnected } = panel()
    await user.click(await connect())
    await screen.findByText(/Trello asks first: choose this workspace/)
    act(() => fake.windows[0]?.options.onStatus?.(attempt("consenting", "miro")))
    await screen.findByText(/Now Miro asks: choose your team/)
    expect(screen.getByText(/an admin has to approve the app first/)).toBeTruthy()
    fake.windows[0]?.connect()
    await waitFor(() => expect(onConnected).toHaveBeenCalledOnce())
  })

  it("brings the window to the front, and can be cancelled", async () => {
    const { fake, user, onConnected } = panel()
    await user.click(await connect())
    await user.click(await screen.findByRole("button", { name: "Show the window" }))
    expect(fake.windows).toHaveLength(2)
    await user.click(screen.getByRole("button", { name: "Cancel" }))
    await connect()
    expect(fake.windows[0]?.options.signal?.aborted).toBe(true)
    fake.windows[0]?.connect()
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(onConnected).not.toHaveBeenCalled()
  })

  it("goes on when a window that seemed closed was finished after all", async () => {
    const { fake, user, onConnected } = panel()
    await user.click(await connect())
    fake.windows[0]?.fail(new AuthClosedError("closed"))
    await screen.findByText("The window was closed before connecting was finished.")
    act(() => fake.windows[0]?.options.onLateResult?.(attempt("connected")))
    expect(onConnected).toHaveBeenCalledOnce()
  })
})

describe("how it can end", () => {
  const ends: readonly (readonly [string, unknown, RegExp])[] = [
    ["denied", new AuthDeniedError("no", "miro"), /You did not allow access at Miro/],
    ["blocked", new PopupBlockedError("blocked"), /Allow pop-up windows for this site/],
    ["expired", new ApiError("attempt_expired"), /took longer than ten minutes/],
    [
      "wrong account",
      new ApiError("wrong_account", { provider: "trello" }),
      /Trello was signed in with another account/,
    ],
    [
      "wrong workspace",
      new ApiError("wrong_workspace", { provider: "trello" }),
      /not for this board’s workspace/,
    ],
    ["failed", new ApiError("consent_failed", { provider: "miro" }), /ask your Miro admin/],
  ]
  it.each(ends)("%s: says so and offers to start again", async (_name, error, words) => {
    const { fake, user } = panel()
    await user.click(await connect())
    fake.windows[0]?.fail(error)
    const alert = await screen.findByRole("alert")
    expect(alert.textContent).toMatch(words)
    const again = await connect()
    await waitFor(() => expect(document.activeElement).toBe(again))
    await user.click(await connect())
    expect(fake.windows).toHaveLength(2)
  })
})

describe("a popup that was closed mid-consent and opened again", () => {
  it("waits for the window that is still open, and looks every few seconds", async () => {
    const { onLook } = panel(["miro"], { data: { [BEGUN]: Date.now() - 5_000 } })
    await screen.findByRole("heading", { name: "You started connecting in another window" })
    expect(screen.queryByRole("button", { name: /^Connect/ })).toBeNull()
    window.dispatchEvent(new Event("focus"))
    expect(onLook).toHaveBeenCalledOnce()
    await waitFor(() => expect(onLook.mock.calls.length).toBeGreaterThan(1), {
      timeout: LOOK_EVERY_MS + 2_000,
    })
  })

  it("can start again", async () => {
    const { host, user } = panel(["miro"], { data: { [BEGUN]: Date.now() } })
    await user.click(await screen.findByRole("button", { name: "Start again" }))
    await connect()
    expect(host.data.has(BEGUN)).toBe(false)
  })

  it("forgets the window once everything is connected", async () => {
    const { host, page } = panel(["miro"], { data: { [BEGUN]: Date.now() } })
    await screen.findByRole("heading", { name: "You started connecting in another window" })
    page.unmount()
    await waitFor(() => expect(host.data.has(BEGUN)).toBe(false))
  })

  it("asks anew once the attempt must have expired, or when the note is unreadable", async () => {
    const old = panel(["miro"], { data: { [BEGUN]: Date.now() - ATTEMPT_LIFE_MS } })
    expect(await connect()).toBeTruthy()
    old.page.unmount()
    panel(["miro"], { data: { [BEGUN]: "soon" } })
    expect(await connect()).toBeTruthy()
  })

  it("leaves the note when the window opens and takes it back when it ends", async () => {
    const { fake, host, user } = panel(["miro"])
    await user.click(await connect())
    await waitFor(() => expect(typeof host.data.get(BEGUN)).toBe("number"))
    fake.windows[0]?.fail(new AuthDeniedError("no", "miro"))
    await waitFor(() => expect(host.data.has(BEGUN)).toBe(false))
  })
})
