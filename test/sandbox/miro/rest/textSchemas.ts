import * as v from "valibot"
import { geometry, parent, position, rotation, size } from "./placeSchemas.ts"

const STICKY_COLORS = [
  "gray",
  "light_yellow",
  "yellow",
  "orange",
  "light_green",
  "green",
  "dark_green",
  "cyan",
  "light_pink",
  "pink",
  "violet",
  "red",
  "light_blue",
  "blue",
  "dark_blue",
  "black",
] as const

const SHAPES = [
  "rectangle",
  "round_rectangle",
  "circle",
  "triangle",
  "rhombus",
  "parallelogram",
  "trapezoid",
  "pentagon",
  "hexagon",
  "octagon",
  "wedge_round_rectangle_callout",
  "star",
  "flow_chart_predefined_process",
  "cloud",
  "cross",
  "can",
  "right_arrow",
  "left_arrow",
  "left_right_arrow",
  "left_brace",
  "right_brace",
] as const

/** The narrowest text for the default font size of 14 (OpenAPI, WidthOnlyAdjustableGeometry). */
const MIN_TEXT_WIDTH = 24

export const textData = v.object({ content: v.string() })
const style = v.optional(v.record(v.string(), v.string()))

/** Bodies of the types that hold words: unknown keys are ignored. */
export const TEXT_SCHEMAS = {
  text: v.object({
    position,
    parent,
    style,
    data: v.optional(textData),
    geometry: v.optional(
      v.object({
        width: v.optional(v.pipe(size, v.minValue(MIN_TEXT_WIDTH, "is too narrow"))),
        height: v.optional(v.never("follows from the content")),
        rotation,
      }),
    ),
  }),
  sticky_note: v.object({
    position,
    parent,
    data: v.optional(
      v.object({
        content: v.optional(v.string()),
        shape: v.optional(v.picklist(["square", "rectangle"])),
      }),
    ),
    style: v.optional(
      v.object({
        fillColor: v.optional(v.picklist(STICKY_COLORS)),
        textAlign: v.optional(v.picklist(["left", "right", "center"])),
        textAlignVertical: v.optional(v.picklist(["top", "middle", "bottom"])),
      }),
    ),
    geometry: v.optional(
      v.pipe(
        v.object({ width: v.optional(size), height: v.optional(size) }),
        v.check(
          ({ width, height }) => width === undefined || height === undefined,
          "must have a width or a height, not both",
        ),
      ),
    ),
  }),
  shape: v.object({
    position,
    parent,
    geometry,
    style,
    data: v.optional(
      v.object({ content: v.optional(v.string()), shape: v.optional(v.picklist(SHAPES)) }),
    ),
  }),
} as const
