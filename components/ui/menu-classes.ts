/** What floats and holds choices looks the same everywhere: menus, selects, the palette. */
export const floatClasses =
  'z-50 overflow-hidden rounded-lg border border-line bg-panel text-text shadow-float animate-pop-in'

export const itemClasses =
  'relative flex min-h-[30px] cursor-default select-none items-center gap-2 rounded-md px-2 py-1 text-base outline-none data-[highlighted]:bg-hover data-[disabled]:pointer-events-none data-[disabled]:text-text-3 data-[disabled]:opacity-70 max-md:min-h-10 [&_svg]:size-[15px] [&_svg]:shrink-0 [&_svg]:text-text-3'
