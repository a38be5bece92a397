/** The names of the demo workspace's parts. */
export const DEMO = {
  setting: 'demo_made_at',
  workspaceId: 'demo',
  folder: 'demo',
  resourcePath: 'f/demo/storage',
  /** Below the storage folder of the instance. */
  rootPath: 'demo',
  author: 'Granary',
} as const
