import type { DuckDBConnection } from '@duckdb/node-api'
import type { CountRequest, PageRequest } from '@/lib/tables/protocol'
import type { TableCount, TablePage } from '@/lib/tables/schema'
import { csvLines } from './csv-lines'
import { loosened, STRICT } from './csv-reading'
import { explainFailure } from './explain-failure'
import { type FileKind, fileKind } from './file-kind'
import type { OpenFile } from './open-file'
import { readRows } from './read-rows'
import { describeCsv, describeParquet, type Relation } from './relation'
import { countStatement, pageStatement } from './statements'
import { TableError } from './table-error'

/** The file of this process as a table; what was learnt of it is kept from one request to the next. */
export class Table {
  private parquet: Relation | null = null
  private readonly csv = new Map<string, { relation: Relation; reading: typeof STRICT }>()

  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly file: OpenFile,
    private readonly kind: FileKind,
  ) {}

  static open(connection: DuckDBConnection, file: OpenFile): Table {
    return new Table(connection, file, fileKind(file))
  }

  page(request: PageRequest): Promise<TablePage> {
    this.require(request.format)
    return this.withRelation(request.separator, async (relation) => {
      const columns = relation.columns.map(({ name }) => name)
      const rows = request.limit === 0 ? [] : await this.rows(relation, request)
      return { columns, rows }
    })
  }

  count({ separator, search }: CountRequest): Promise<TableCount> {
    return this.withRelation(separator, async (relation) => {
      const { sql, values } = countStatement(relation, search)
      const [row] = (await this.connection.runAndReadAll(sql, values)).getRows()
      return { count: Number(row?.[0]) }
    })
  }

  /** Everything as CSV; the first piece comes once the file is known to be readable. */
  async *csvLines(): AsyncGenerator<string> {
    this.require('parquet')
    try {
      yield* csvLines(this.connection, await this.describeParquet())
    } catch (error) {
      throw explainFailure(error, this.kind.kind)
    }
  }

  private rows(relation: Relation, request: PageRequest) {
    const isText = this.kind.kind === 'csv'
    return readRows(this.connection, pageStatement(relation, request), { columns: relation.columns, isText })
  }

  private require(format: 'parquet' | 'csv'): void {
    if (format === this.kind.kind) return
    throw new TableError(format === 'parquet' ? 'not_parquet' : 'is_parquet')
  }

  private async withRelation<T>(separator: string, work: (relation: Relation) => Promise<T>): Promise<T> {
    try {
      return await (this.kind.kind === 'csv' ? this.withCsv(separator, work) : work(await this.describeParquet()))
    } catch (error) {
      throw explainFailure(error, this.kind.kind)
    }
  }

  private async describeParquet(): Promise<Relation> {
    this.parquet ??= await describeParquet(this.connection, this.file)
    return this.parquet
  }

  /** Reads by the rules as long as that works, then more and more leniently: then the columns may be others. */
  private async withCsv<T>(separator: string, work: (relation: Relation) => Promise<T>): Promise<T> {
    let reading = this.csv.get(separator)?.reading ?? STRICT
    for (;;) {
      try {
        return await work(await this.describeCsv(separator, reading))
      } catch (error) {
        const next = explainFailure(error, 'csv').failure === 'not_csv' ? loosened(reading) : null
        if (!next) throw error
        reading = next
      }
    }
  }

  private async describeCsv(separator: string, reading: typeof STRICT): Promise<Relation> {
    const known = this.csv.get(separator)
    if (known && known.reading === reading) return known.relation
    if (this.kind.kind !== 'csv') throw new TableError('is_parquet')
    const csv = { device: this.file.device, file: this.kind, separator, reading }
    const relation = await describeCsv(this.connection, csv)
    this.csv.set(separator, { relation, reading })
    return relation
  }
}
