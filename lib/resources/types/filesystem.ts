import type { ResourceType } from './resource-type'

/** A folder on the disk of the machine that Granary runs on. */
export const filesystem: ResourceType = {
  name: 'filesystem',
  label: 'Local disk',
  description: 'A folder on the disk of the machine that Granary runs on.',
  presets: [],
  // No storage has a dot in its name, so it means this resource and nothing else.
  bucketName: (_value, path) => path.replaceAll('/', '.'),
  superadminsOnly:
    'Folders of this machine belong to the instance: only superadmins may link them and change how they are linked.',
  fields: [
    {
      name: 'rootPath',
      label: 'Folder',
      kind: 'text',
      required: true,
      literal: true,
      default: '',
      help: 'A name lies below the storage folder of the instance; a path that begins with / is taken as it is.',
      placeholder: 'reports',
      check: rootPathProblem,
    },
  ],
}

function rootPathProblem(path: string): string | null {
  if (path.includes('\0')) return 'A folder has no NUL character in its path.'
  if (path.split(/[/\\]/).includes('..')) return 'Write the path without "..".'
  if (!path.startsWith('/') && path.split('/').every((segment) => segment === '' || segment === '.'))
    return 'Name a folder below the storage folder, such as reports.'
  return null
}
