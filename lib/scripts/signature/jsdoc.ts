import type { Node } from '@babel/types'
import { MAX_DESCRIPTION_CHARACTERS } from './signature'

const PARAM = /^@param\s+(?:\{[^}]*\}\s*)?\[?([\w$]+)[^\s]*\s*(?:-\s*)?(.*)$/s

/** What the comment before a statement says of parameters, by name: `@param file - the table to read`. */
export function describedParameters(statement: Node): Map<string, string> {
  const comment = statement.leadingComments?.findLast(({ type, value }) => type === 'CommentBlock' && value[0] === '*')
  if (!comment) return new Map()
  const text = comment.value.replaceAll(/^[ \t]*\*+[ \t]?/gm, '')
  const tags = text.split(/^[ \t]*(?=@)/m).map((tag) => PARAM.exec(tag.trim()))
  return new Map(
    tags.flatMap((tag) => {
      const description = tag?.[2]?.replaceAll(/\s+/g, ' ').trim().slice(0, MAX_DESCRIPTION_CHARACTERS)
      return tag?.[1] && description ? [[tag[1], description]] : []
    }),
  )
}
