/** A Python with the published client and the data tools, or the reason why there is none on this machine. */
export async function testPython(): Promise<{ python: string } | { reason: string }> {
  const response = await fetch(`${process.env.GRANARY_TEST_SERVERS}/python`)
  const { available, reason, python } = await response.json()
  if (!available && process.env.GRANARY_REQUIRE_SERVERS === '1') throw new Error(`Python is required: ${reason}`)
  return available ? { python } : { reason: String(reason) }
}
