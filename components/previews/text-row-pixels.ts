/** Height of a line of text. */
export const TEXT_ROW_PIXELS = 20
