'use server'

import { defineAction } from '@/lib/actions/define-action'
import { createResource } from './create-resource'
import { deleteResource } from './delete-resource'
import { duplicateResource } from './duplicate-resource'
import {
  createResourceSchema,
  duplicateResourceSchema,
  resourcePathSchema,
  testResourceSchema,
  updateResourceSchema,
} from './schema'
import { testResource } from './test-resource'
import { updateResource } from './update-resource'

export const createResourceAction = defineAction(createResourceSchema, createResource)
export const updateResourceAction = defineAction(updateResourceSchema, updateResource)
export const duplicateResourceAction = defineAction(duplicateResourceSchema, duplicateResource)
export const deleteResourceAction = defineAction(resourcePathSchema, deleteResource)
/** Answers a stream of steps. */
export const testResourceAction = defineAction(testResourceSchema, testResource)
