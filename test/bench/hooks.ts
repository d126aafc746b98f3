import { type Metric, quantile } from "./metric.ts"

const DELIVERIES = 10_000

/** Loaded by name: it is typed for the Worker's runtime, whose types and Node's exclude each other. */
const COST = "../../worker/sync/live/cost.fixture.ts"
interface Cost {
  readonly measureDeliveries: (
    count: number,
  ) => Promise<{ readonly whole: number[]; readonly unsigned: number[] }>
}

/** What a webhook's delivery costs before anything is stored. */
export async function measureHooks(): Promise<Metric[]> {
  const { measureDeliveries } = (await import(COST)) as Cost
  await measureDeliveries(500)
  const { whole, unsigned } = await measureDeliveries(DELIVERIES)
  if (whole.length !== DELIVERIES) throw new Error("A delivery was not understood")
  return [
    metric("webhook_handler_p50", quantile(unsigned, 0.5)),
    metric("webhook_handler_p99", quantile(unsigned, 0.99)),
    // Node computes signatures in threads of its own; workerd does not.
    metric("webhook_handler_with_signature_p50", quantile(whole, 0.5)),
    metric("webhook_handler_with_signature_p99", quantile(whole, 0.99)),
  ]
}

function metric(name: string, value: number): Metric {
  return { name, value, unit: "ms", target: 2 }
}
