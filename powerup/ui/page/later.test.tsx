// @vitest-environment happy-dom
import { screen } from "@testing-library/react"
import { describe, expect, it } from "vitest"
import { show } from "../../pages/testing/show.tsx"
import { later } from "./later.tsx"

const waiting = { label: "Loading the part", height: 40 }
const Words = ({ text }: { readonly text: string }) => <p>{text}</p>

describe("a part that is fetched when it is shown", () => {
  it("says that it loads, and is there", async () => {
    const { Part } = later(() => Promise.resolve(Words), waiting)
    show(() => <Part text="Here" />)
    expect(screen.getByRole("status").textContent).toBe("Loading the part")
    expect(await screen.findByText("Here")).toBeTruthy()
  })

  it("is there at once when it was fetched before", async () => {
    let fetched = 0
    const { Part, preload } = later(() => {
      fetched += 1
      return Promise.resolve(Words)
    }, waiting)
    preload()
    await Promise.resolve()
    await Promise.resolve()
    show(() => <Part text="Here" />)
    expect(screen.getByText("Here")).toBeTruthy()
    expect(fetched).toBe(1)
  })

  it("says so when the script does not come, and can be tried again", async () => {
    let online = false
    const { Part, preload } = later(
      () => (online ? Promise.resolve(Words) : Promise.reject(new TypeError("secret detail"))),
      waiting,
    )
    preload()
    const { user } = show(() => <Part text="Here" />)
    expect((await screen.findByRole("alert")).textContent).toMatch(/could not be reached/)
    expect(document.body.textContent).not.toContain("secret detail")
    online = true
    await user.click(screen.getByRole("button", { name: "Try again" }))
    expect(await screen.findByText("Here")).toBeTruthy()
  })
})
