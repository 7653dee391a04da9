import { Anchor } from '@mantine/core';
import { useEffect, useRef } from 'react';

interface PaperLinkProps {
  readonly href: string;
  readonly children: string;
  /** Saved under this name instead of opened beside the window. */
  readonly saveAs?: string;
}

/** Leads to a paper that was just made. It takes the focus from the button that made it. */
export function PaperLink({ href, children, saveAs }: PaperLinkProps) {
  const link = useRef<HTMLAnchorElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a paper made anew is gone to as well
  useEffect(() => link.current?.focus(), [href]);
  const how = saveAs ? { download: saveAs } : { target: '_blank', rel: 'noreferrer' };
  return (
    <Anchor ref={link} href={href} {...how}>
      {children}
    </Anchor>
  );
}
