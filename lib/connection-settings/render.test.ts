import { describe, expect, it } from 'vitest'
import { renderDuckdb } from './render-duckdb'
import { renderPolars } from './render-polars'
import { writtenOutSchema } from './schema'
import { writeOut } from './write-out'

const MINIO = {
  ...{ bucket: 'b', region: 'us-east-1', endPoint: 'minio:9000', useSSL: false },
  ...{ accessKey: 'AK', secretKey: 'SK', pathStyle: true },
}
const connect = (s3_resource: object) => writeOut(writtenOutSchema.parse({ s3_resource }))

describe('a resource', () => {
  it('is written out for DuckDB', () => {
    expect(renderDuckdb(connect(MINIO))).toBe(
      "SET home_directory='./';\nINSTALL 'httpfs';\nSET s3_url_style='path';\nSET s3_region='us-east-1';\n" +
        "SET s3_endpoint='minio:9000';\nSET s3_use_ssl=0;\nSET s3_access_key_id='AK';\nSET s3_secret_access_key='SK';\n",
    )
  })

  it('is written out for s3fs and Polars', () => {
    expect(renderPolars(connect(MINIO))).toEqual({
      s3fs_args: {
        ...{ endpoint_url: 'http://minio:9000', key: 'AK', secret: 'SK', use_ssl: false, cache_regions: false },
        client_kwargs: { region_name: 'us-east-1' },
      },
      storage_options: {
        ...{ aws_endpoint_url: 'http://minio:9000', aws_access_key_id: 'AK', aws_secret_access_key: 'SK' },
        ...{ aws_region: 'us-east-1', aws_allow_http: 'true' },
      },
    })
  })

  it.each<[object, string, boolean]>([
    [{ endPoint: 'https://r2.example.com', useSSL: false }, 'r2.example.com', true],
    [{ endPoint: 'http://minio:9000' }, 'minio:9000', false],
    [{ endPoint: 'minio', port: 9000 }, 'minio:9000', true],
    [{ endPoint: 'minio', port: '9000', useSSL: false }, 'minio:9000', false],
    [{ endPoint: '', region: 'eu-central-1' }, 's3.eu-central-1.amazonaws.com', true],
    [{ endPoint: null, region: '' }, 's3.us-east-1.amazonaws.com', true],
    [{ endPoint: 'proxy.example.com/s3/' }, 'proxy.example.com/s3', true],
  ])('with %j has the endpoint %s', (resource, endPoint, useSSL) => {
    expect(connect({ bucket: 'b', ...resource })).toMatchObject({ endPoint, useSSL })
  })

  it('leaves out what is not set, and path style where it is off', () => {
    const { s3fs_args, storage_options } = renderPolars(connect({ bucket: 'b', endPoint: 'minio', pathStyle: false }))
    expect([Object.keys(s3fs_args), Object.keys(storage_options)].flat()).not.toContain('key')
    const settings = renderDuckdb(connect({ bucket: 'b', endPoint: 'minio', pathStyle: false, token: 'T' }))
    expect(settings).not.toMatch(/url_style|use_ssl|access_key/)
    expect(settings).toContain("SET s3_session_token='T';")
  })

  it('cannot say more than itself in SQL', () => {
    const settings = renderDuckdb(connect({ ...MINIO, secretKey: "x'; COPY t TO '/tmp/x'; --" }))
    expect(settings).toContain("SET s3_secret_access_key='x''; COPY t TO ''/tmp/x''; --';\n")
  })
})
