/** Hits in view: what is as far back as the view's length counts a third of what is new, and so on (an exponential mean). */
export class View {
  /** By contender. */
  readonly hits: Float64Array;
  /** Of the cache itself. */
  own = 0;
  requests = 0;

  constructor(contenders: number) {
    this.hits = new Float64Array(contenders);
  }

  /** Takes in what so many more requests brought. @param length of the view, in requests. */
  take(hits: Float64Array, own: number, requests: number, length: number): void {
    const kept = Math.exp(-requests / length);
    for (let contender = 0; contender < hits.length; contender++) {
      this.hits[contender] = this.hits[contender]! * kept + hits[contender]!;
    }
    this.own = this.own * kept + own;
    this.requests = this.requests * kept + requests;
  }

  /** Sees from now on what another view sees. */
  copy(other: View): void {
    this.hits.set(other.hits);
    this.own = other.own;
    this.requests = other.requests;
  }
}
