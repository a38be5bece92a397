import type { Connection } from './schema'

/** A connection as statements for DuckDB. */
export function renderDuckdb(connection: Connection): string {
  const { region, endPoint, useSSL, accessKey, secretKey, pathStyle, token } = connection
  const lines = [
    "SET home_directory='./';",
    "INSTALL 'httpfs';",
    pathStyle && "SET s3_url_style='path';",
    `SET s3_region=${quoted(region)};`,
    `SET s3_endpoint=${quoted(endPoint)};`,
    !useSSL && 'SET s3_use_ssl=0;',
    accessKey && `SET s3_access_key_id=${quoted(accessKey)};`,
    secretKey && `SET s3_secret_access_key=${quoted(secretKey)};`,
    token && `SET s3_session_token=${quoted(token)};`,
  ]
  return lines.flatMap((line) => (line ? [`${line}\n`] : [])).join('')
}

/** A text literal of SQL: whatever is in it stays in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
