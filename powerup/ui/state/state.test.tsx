// @vitest-environment happy-dom
import { act, cleanup, render, renderHook, screen } from "@testing-library/react"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { Pending, SLOW_AFTER_MS } from "../controls/Pending.tsx"
import { GIVE_UP_AFTER_MS, PageTimeoutError } from "./deadline.ts"
import { useAction } from "./useAction.ts"
import { useAsync } from "./useAsync.ts"

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const pass = (ms: number) => act(async () => vi.advanceTimersByTimeAsync(ms))

const slow = (key: string, ms: number) => () =>
  new Promise<string>((resolve) => setTimeout(() => resolve(key), ms))

describe("waiting", () => {
  it("says after eight seconds that it takes longer than usual", async () => {
    render(<Pending label="Loading your boards" />)
    await pass(SLOW_AFTER_MS - 1)
    expect(screen.getByRole("status").textContent).toBe("Loading your boards")
    await pass(1)
    expect(screen.getByRole("status").textContent).toContain("longer than usual")
  })

  it("ends with an error when no answer comes", async () => {
    const { result } = renderHook(() => useAsync("a", () => new Promise<string>(() => undefined)))
    await pass(GIVE_UP_AFTER_MS - 1)
    expect(result.current.state.status).toBe("pending")
    await pass(1)
    expect(result.current.state).toMatchObject({
      status: "failed",
      error: expect.any(PageTimeoutError) as unknown,
    })
  })

  it("ends an action too, so that its button works again", async () => {
    const { result } = renderHook(() => useAction())
    act(() => result.current.run(() => new Promise(() => undefined)))
    expect(result.current.busy).toBe(true)
    await pass(GIVE_UP_AFTER_MS)
    expect(result.current.busy).toBe(false)
    expect(result.current.error).toBeInstanceOf(PageTimeoutError)
  })
})

describe("what is loaded", () => {
  it("belongs to the newest key, in whatever order the answers come", async () => {
    const { result, rerender } = renderHook(({ key, ms }) => useAsync(key, slow(key, ms)), {
      initialProps: { key: "old", ms: 200 },
    })
    rerender({ key: "new", ms: 100 })
    expect(result.current.state).toEqual({ status: "pending" })
    await pass(100)
    expect(result.current.state).toEqual({ status: "done", value: "new" })
    await pass(200)
    expect(result.current.state).toEqual({ status: "done", value: "new" })
  })

  it("goes away as soon as another key is asked for", async () => {
    const { result, rerender } = renderHook(({ key }) => useAsync(key, slow(key, 10)), {
      initialProps: { key: "a" },
    })
    await pass(10)
    rerender({ key: "b" })
    expect(result.current.state).toEqual({ status: "pending" })
  })

  it("stays while it is refreshed, also when that fails", async () => {
    const load = vi.fn<() => Promise<string>>(() => Promise.resolve("first"))
    const { result } = renderHook(() => useAsync("a", load))
    await pass(0)
    load.mockImplementation(() => Promise.reject(new Error("down")))
    act(() => result.current.refresh())
    await pass(0)
    expect(result.current.state).toEqual({ status: "done", value: "first" })
    load.mockImplementation(() => Promise.resolve("second"))
    act(() => result.current.refresh())
    await pass(0)
    expect(result.current.state).toEqual({ status: "done", value: "second" })
  })

  it("goes away while it is reloaded", async () => {
    const { result } = renderHook(() => useAsync("a", slow("x", 10)))
    await pass(10)
    act(() => result.current.reload())
    expect(result.current.state).toEqual({ status: "pending" })
    await pass(10)
    expect(result.current.state).toEqual({ status: "done", value: "x" })
  })

  it("is not replaced by an answer that belongs to another key", async () => {
    const { result, rerender } = renderHook(({ key }) => useAsync(key, slow(key, 10)), {
      initialProps: { key: "a" },
    })
    await pass(10)
    const setOfA = result.current.set
    rerender({ key: "b" })
    await pass(10)
    act(() => setOfA("late"))
    expect(result.current.state).toEqual({ status: "done", value: "b" })
  })
})
