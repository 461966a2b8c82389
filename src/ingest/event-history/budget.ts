/** Thrown in place of a request too many. */
export class BudgetSpent extends Error {
  override readonly name = "BudgetSpent";
}

/** Counts requests, and lets no more through than may be made. */
export class Budget {
  spent = 0;
  readonly most: number;

  constructor(most: number | undefined) {
    this.most = most ?? Infinity;
  }

  /** Whether somebody said how much may be spent. */
  get isGiven(): boolean {
    return this.most < Infinity;
  }

  get isSpent(): boolean {
    return this.spent >= this.most;
  }

  /** @throws BudgetSpent where this request would be one too many. */
  spend(): void {
    if (this.isSpent) throw new BudgetSpent(`${this.most} requests have been made`);
    this.spent++;
  }
}
