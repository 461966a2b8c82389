/** Something that is waited for until somebody says so. */
export interface Turn {
  readonly coming: Promise<void>;
  readonly come: () => void;
}

/** What was found in a file is read when its turn comes: records are several times as large as their text. */
export function openTurn(): Turn {
  let come = (): void => {};
  const coming = new Promise<void>((resolve) => {
    come = resolve;
  });
  return { coming, come };
}
