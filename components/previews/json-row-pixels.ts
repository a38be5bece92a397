/** Height of a line of the tree. */
export const JSON_ROW_PIXELS = 24
