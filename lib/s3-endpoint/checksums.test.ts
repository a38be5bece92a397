import { expect, it } from 'vitest'
import { type ChecksumAlgorithm, checksumAlgorithms } from './checksums'

// The check values of the catalogue of CRCs (reveng), and the digests of FIPS 180: all of "123456789".
it.each<[ChecksumAlgorithm, string]>([
  ['crc32', 'cbf43926'],
  ['crc32c', 'e3069283'],
  ['crc64nvme', 'ae8b14860a799888'],
  ['sha1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
  ['sha256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
])('%s is right, however the bytes come', (algorithm, hex) => {
  for (const cut of [0, 1, 4, 8, 9]) {
    const digest = checksumAlgorithms[algorithm].start()
    digest.update(Buffer.from('123456789'.slice(0, cut)))
    digest.update(Buffer.from('123456789'.slice(cut)))
    expect(digest.digest().toString('hex')).toBe(hex)
  }
})
