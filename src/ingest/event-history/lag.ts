/** What a new measurement counts for against all before. */
const WEIGHT = 0.3;

/** How long AWS takes to answer: 0.2 s in some regions, 4 s in others. */
export class Lag {
  /** On average of late; 0 before the first answer. */
  seconds = 0;

  /** Waits for an answer and notes how long that took; what fails tells nothing. */
  async measure<Output>(answer: Promise<Output>): Promise<Output> {
    const asked = performance.now();
    const output = await answer;
    const took = (performance.now() - asked) / 1000;
    this.seconds = this.seconds === 0 ? took : this.seconds + WEIGHT * (took - this.seconds);
    return output;
  }
}
