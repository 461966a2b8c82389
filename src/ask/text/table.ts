import { fit, widthOf } from "../neutralise.ts";
import type { Pen, Style } from "./pen.ts";

/** One column of a table. */
export interface Column<Row> {
  readonly text: (row: Row) => string;
  /** Never narrower than this, unless all of it is. */
  readonly least: number;
  readonly style?: (row: Row) => Style | undefined;
  readonly url?: (row: Row) => string | undefined;
}

const GAP = "  ";

/** Lines of a table that fits the pen's width: what is too long is cut, the widest columns first. */
export function tableLines<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  pen: Pen,
  indent: string,
): readonly string[] {
  const cells = rows.map((row) => columns.map(({ text }) => text(row)));
  const wanted = columns.map((_, index) =>
    Math.max(0, ...cells.map((line) => Math.min(MOST, widthOf(line[index] ?? "")))),
  );
  const room = pen.width - indent.length - GAP.length * (columns.length - 1);
  const widths = shrink(
    wanted,
    columns.map(({ least }) => least),
    room,
  );
  return rows.map((row, line) => {
    const written = columns.map((column, index) => {
      const width = widths[index] ?? 0;
      const shown = fit(cells[line]?.[index] ?? "", width);
      const style = column.style?.(row);
      const painted = style ? pen.paint(style, shown) : shown;
      const linked = pen.link(column.url?.(row), painted);
      const isLast = index === columns.length - 1;
      return linked + (isLast ? "" : " ".repeat(Math.max(0, width - widthOf(shown))));
    });
    return `${indent}${written.join(GAP)}`.trimEnd();
  });
}

const MOST = 200;

function shrink(
  wanted: readonly number[],
  least: readonly number[],
  room: number,
): readonly number[] {
  const widths = [...wanted];
  let over = widths.reduce((sum, width) => sum + width, 0) - room;
  while (over > 0) {
    const spare = widths.map((width, index) => width - Math.min(width, least[index] ?? 0));
    const widest = spare.indexOf(Math.max(...spare));
    if ((spare[widest] ?? 0) <= 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    over -= 1;
  }
  return widths;
}
