const UNITS = ['kB', 'MB', 'GB', 'TB', 'PB']

/** 641 MB, 14.6 kB, 512 B: steps of 1000, one decimal below 100. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  let value = bytes / 1000
  let unit = 0
  // 999.6 would be written as 1000: the next unit says it shorter.
  while (Math.round(value) >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  return `${withOneDecimalBelow100(value)} ${UNITS[unit]}`
}

/** 697,123,456 bytes: the whole truth, for tooltips. */
export function formatExactBytes(bytes: number): string {
  return `${formatCount(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`
}

/** 1,204,331: thousands apart, the same on server and in every browser. */
export function formatCount(count: number | bigint): string {
  return count.toString().replace(/\B(?=(\d{3})+$)/g, ',')
}

function withOneDecimalBelow100(value: number): string {
  return value < 99.95 ? value.toFixed(1) : value.toFixed(0)
}
