import { defaultRangeExtractor } from '@tanstack/virtual-core';
import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useVirtualizer } from './use-virtualizer.ts';

interface RovingListProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** Where a row leads. */
  readonly hrefOf: (item: T) => string;
  readonly rowHeightPx: number;
  readonly renderRow: (item: T) => ComponentChildren;
  readonly rowClass?: (item: T) => string;
  readonly isCurrent: (item: T) => boolean;
  /** Shown instead of an empty list. */
  readonly empty: ComponentChildren;
  /** Told when somebody starts to read further down or by keyboard, and when he is back at the top. */
  readonly onReading?: (reading: boolean) => void;
}

/**
 * A list of links of which only the visible ones are drawn. One of them is in the order of tabs; arrows, Home, End
 * and the page keys lead to the others.
 */
export function RovingList<T>(props: RovingListProps<T>) {
  const { items, keyOf, onReading } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { roving, rove, virtualizer, onKeyDown } = useRoving(props, scroller);
  const tellReading = (): void => {
    const { current: element } = scroller;
    if (element === null) return;
    onReading?.(element.scrollTop > 0 || element.contains(document.activeElement));
  };
  return (
    <div
      class="list"
      ref={scroller}
      onKeyDown={onKeyDown}
      onScroll={tellReading}
      onFocusIn={tellReading}
      onFocusOut={() => queueMicrotask(tellReading)}
    >
      {items.length === 0 ? (
        <div class="empty">{props.empty}</div>
      ) : (
        <ul aria-label={props.label} style={{ height: `${virtualizer.getTotalSize()}px` }}>
          {virtualizer.getVirtualItems().map(({ index, start, size }) => {
            const item = items[index];
            return item === undefined ? null : (
              <Row
                {...props}
                key={keyOf(item)}
                item={item}
                index={index}
                inTabs={index === roving}
                onFocus={() => rove(item)}
                style={{ transform: `translateY(${start}px)`, height: `${size}px` }}
              />
            );
          })}
        </ul>
      )}
    </div>
  );
}

/** Which row is in the order of tabs, and the keys that lead to another. */
function useRoving<T>(
  { items, keyOf, rowHeightPx }: RovingListProps<T>,
  scroller: RefObject<HTMLDivElement | null>,
) {
  const [rovingKey, setRovingKey] = useState<string>();
  const wantsFocus = useRef(false);
  const found = items.findIndex((item) => keyOf(item) === rovingKey);
  const roving = Math.max(found, 0);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 4,
    // The row in the order of tabs stays drawn wherever one scrolls, or the focus would be lost with it.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), roving])].sort((a, b) => a - b),
  });
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    scroller.current?.querySelector<HTMLElement>('a[tabindex="0"]')?.focus();
  }, [roving]);

  const rove = (item: T): void => setRovingKey(keyOf(item));
  const onKeyDown = (event: KeyboardEvent): void => {
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeightPx) - 1);
    const focused = event.target instanceof Element ? event.target.closest('[aria-posinset]') : null;
    const from = Number(focused?.getAttribute('aria-posinset') ?? roving + 1) - 1;
    const target = targetOf(event.key, from, items.length, pageRows);
    const item = target === undefined ? undefined : items[target];
    if (target === undefined || item === undefined) return;
    event.preventDefault();
    virtualizer.scrollToIndex(target);
    const drawn = scroller.current?.querySelector<HTMLElement>(`[aria-posinset="${target + 1}"] a`);
    // At once where it can be: the next key may come before the next frame.
    if (drawn) {
      drawn.focus({ preventScroll: true });
      return;
    }
    wantsFocus.current = true;
    rove(item);
  };
  return { roving, rove, virtualizer, onKeyDown };
}

interface RowProps<T> extends RovingListProps<T> {
  readonly item: T;
  readonly index: number;
  readonly inTabs: boolean;
  readonly onFocus: () => void;
  readonly style: { readonly transform: string; readonly height: string };
}

function Row<T>({ item, items, index, inTabs, onFocus, style, ...list }: RowProps<T>) {
  return (
    <li aria-setsize={items.length} aria-posinset={index + 1} style={style}>
      <a
        class={`row ${list.rowClass?.(item) ?? ''}`}
        href={list.hrefOf(item)}
        tabIndex={inTabs ? 0 : -1}
        aria-current={list.isCurrent(item) ? 'true' : undefined}
        onFocus={onFocus}
      >
        {list.renderRow(item)}
      </a>
    </li>
  );
}

/** The row a key leads to. */
function targetOf(key: string, from: number, rows: number, pageRows: number): number | undefined {
  const last = rows - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(from + 1, last);
    case 'ArrowUp':
      return Math.max(from - 1, 0);
    case 'PageDown':
      return Math.min(from + pageRows, last);
    case 'PageUp':
      return Math.max(from - pageRows, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
