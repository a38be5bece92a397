import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { AppError } from '@/lib/errors'
import { deleteVariable } from '@/lib/variables/delete-variable'
import { createVariableAt, editVariable } from '@/lib/variables/edit-variable'
import * as wire from '@/lib/variables/wire'
import {
  describeWireVariable,
  getVariableValue,
  listWireVariables,
  variableExists,
} from '@/lib/variables/wire-variables'
import { createRouter } from './create-router'
import { ITEM_PATH, itemPathParams, readItemPath } from './item-path'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'
import { quickJson } from './quick-json'
import { textResponse } from './text-response'

const createVariableRoute = createRoute({
  method: 'post',
  path: '/create',
  summary: 'Create a variable',
  request: { query: wire.variableQuerySchema, ...jsonRequest(wire.newVariableSchema) },
  responses: textResponse('Its path', 201),
})

const updateVariableRoute = createRoute({
  method: 'post',
  path: `/update/${ITEM_PATH}`,
  summary: 'Change a variable; what is left out stays',
  request: {
    params: itemPathParams,
    query: wire.variableQuerySchema,
    ...jsonRequest(wire.editVariableSchema),
  },
  responses: textResponse('Changed'),
})

const deleteVariableRoute = createRoute({
  method: 'delete',
  path: `/delete/${ITEM_PATH}`,
  summary: 'Delete a variable',
  request: { params: itemPathParams },
  responses: textResponse('Deleted'),
})

const getVariableRoute = createRoute({
  method: 'get',
  path: `/get/${ITEM_PATH}`,
  summary: 'Describe a variable, with its value',
  request: { params: itemPathParams, query: wire.getVariableQuerySchema },
  responses: jsonResponse(wire.wireVariableSchema, 'The variable'),
})

const getValueRoute = createRoute({
  method: 'get',
  path: `/get_value/${ITEM_PATH}`,
  summary: 'Get the value of a variable',
  request: { params: itemPathParams },
  responses: jsonResponse(z.string(), 'The value'),
})

const existsRoute = createRoute({
  method: 'get',
  path: `/exists/${ITEM_PATH}`,
  summary: 'Tell whether a variable is there',
  request: { params: itemPathParams },
  responses: jsonResponse(z.boolean(), 'Whether the caller can read one there'),
})

const listVariablesRoute = createRoute({
  method: 'get',
  path: '/list',
  summary: 'List variables, without the values of secret ones',
  request: { query: wire.variableListSchema },
  responses: jsonResponse(z.array(wire.wireVariableSchema), 'The variables of one page, by path'),
})

/** Under `/api/w/:workspace/variables`. */
export const variableRoutes = createRouter()
  .openapi(createVariableRoute, async (c) => {
    requireClear(c.req.valid('query'))
    return c.text(await createVariableAt(c.get('ctx'), c.req.valid('json')), 201)
  })
  .openapi(updateVariableRoute, async (c) => {
    requireClear(c.req.valid('query'))
    const at = readItemPath(c.req.valid('param'))
    return c.text(`variable ${await editVariable(c.get('ctx'), at, c.req.valid('json'))} updated`, 200)
  })
  .openapi(deleteVariableRoute, async (c) => {
    const { path } = await deleteVariable(c.get('ctx'), readItemPath(c.req.valid('param')))
    return c.text(`variable ${path} deleted`, 200)
  })
  .openapi(getVariableRoute, async (c) => {
    const { decrypt_secret: decrypt, include_encrypted: include } = c.req.valid('query')
    const secret = decrypt !== 'false' ? 'in clear' : include === 'true' ? 'sealed' : 'left out'
    return c.json(await describeWireVariable(c.get('ctx'), { ...readItemPath(c.req.valid('param')), secret }), 200)
  })
  .openapi(getValueRoute, async (c) =>
    quickJson(await getVariableValue(c.get('ctx'), readItemPath(c.req.valid('param')))),
  )
  .openapi(existsRoute, async (c) =>
    c.json(await variableExists(c.get('ctx'), readItemPath(c.req.valid('param'))), 200),
  )
  .openapi(listVariablesRoute, async (c) => c.json(await listWireVariables(c.get('ctx'), c.req.valid('query')), 200))

/** What was encrypted elsewhere is bound to keys that are not ours. */
function requireClear({ already_encrypted: encrypted }: { already_encrypted?: 'true' | 'false' }): void {
  if (encrypted === 'true')
    throw new AppError('invalid', 'Send the value in clear: what another server encrypted cannot be opened here.')
}
