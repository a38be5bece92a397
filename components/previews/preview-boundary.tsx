'use client'

import { Component, type ReactNode } from 'react'
import { ErrorNote } from '@/components/ui/error-note'
import { PreviewTabs } from './preview-tabs'

interface BoundaryState {
  failure: { error: unknown } | null
}

/** A viewer that breaks takes nothing with it but itself. */
export class PreviewBoundary extends Component<{ children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { failure: null }

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { failure: { error } }
  }

  override render() {
    const { failure } = this.state
    if (!failure) return this.props.children
    const retry = () => this.setState({ failure: null })
    const content = <ErrorNote className="m-3" title="The preview stopped" error={failure.error} onRetry={retry} />
    return <PreviewTabs tabs={[{ value: 'preview', label: 'Preview', content }]} />
  }
}
