import { AppError } from '@/lib/errors'

/** Showing these rows needs more bytes than is read without asking. */
export class CostlyRead extends AppError {
  override name = 'CostlyRead'
  constructor(readonly bytes: number) {
    super(
      'invalid',
      `To show these rows ${Math.round(bytes / 1_000_000)} MB must be read: their row group is large and the file has no page index.`,
    )
  }
}
