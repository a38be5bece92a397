/** The product's version. Both builds put it in for this very expression. */
export const version = process.env.GRANARY_VERSION ?? 'development'
