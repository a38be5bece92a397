'use client'

import { useTheme } from 'next-themes'
import { Toaster as Sonner, type ToasterProps } from 'sonner'

const themes: Record<string, ToasterProps['theme']> = { light: 'light', dark: 'dark', system: 'system' }

/** Where `toast(...)` of sonner appears. */
export function Toaster() {
  const { theme = 'system' } = useTheme()
  return (
    <Sonner
      theme={themes[theme] ?? 'system'}
      position="bottom-center"
      gap={8}
      // Above the bar that saves, which would be covered.
      offset={{ bottom: 60 }}
      mobileOffset={{ bottom: 72 }}
      style={{ fontFamily: 'inherit' }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-[356px] items-start gap-2 rounded-lg border border-line bg-panel px-3 py-2.5 text-base text-text shadow-float',
          content: 'min-w-0 flex-1',
          title: 'font-medium',
          description: 'text-text-2',
          actionButton: 'shrink-0 rounded-md px-2 font-medium text-accent hover:bg-hover',
          cancelButton: 'shrink-0 rounded-md px-2 text-text-2 hover:bg-hover',
          icon: 'mt-0.5 shrink-0',
          error: '[&_[data-icon]]:text-bad',
          success: '[&_[data-icon]]:text-ok',
          warning: '[&_[data-icon]]:text-warn',
        },
      }}
    />
  )
}
