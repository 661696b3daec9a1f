/** What one order contributes to the rollups. The writer adds it when an order appears and takes it away before one changes. */
export interface OrderFacts {
  readonly storeId: number;
  readonly channelId: number;
  readonly currencyId: number;
  readonly businessDate: number;
  /** 0 to 23, or -1 when the file gave no time: then it is in no hour's row. */
  readonly hour: number;
  readonly placed: number;
  readonly grossSales: number;
  readonly refunds: number;
  readonly discount: number;
  readonly deliveryCost: number;
  readonly platformFee: number;
  readonly lines: readonly LineFacts[];
}

export interface LineFacts {
  readonly productId: number;
  readonly quantity: number;
  readonly grossSales: number;
  readonly refunds: number;
  /** Null: not known. */
  readonly cost: number | null;
}

/** Where contributions go, one order after another. */
export interface OrderSink {
  /**
   * Adds what belongs to the whole order, without making an object of it. Its lines follow by `addLine`.
   * @param sign 1 when the order appears, -1 when it goes; its lines follow it.
   * @param hour 0 to 23, or -1 when the file gave no time.
   */
  addOrder(
    sign: 1 | -1,
    storeId: number,
    channelId: number,
    currencyId: number,
    businessDate: number,
    hour: number,
    placed: number,
    grossSales: number,
    refunds: number,
    discount: number,
    deliveryCost: number,
    platformFee: number,
  ): void;
  /**
   * Adds a line of the order that was added last.
   * @param cost NaN: not known.
   */
  addLine(productId: number, quantity: number, grossSales: number, refunds: number, cost: number): void;
  /** The two together, for an order at hand as an object. */
  add(order: OrderFacts, sign: 1 | -1): void;
}

/** Collects contributions and writes them into the rollup tables inside the caller's transaction. */
export interface RollupDelta extends OrderSink {
  /** Writes what is held. Rows that come to nothing are removed. */
  flush(): void;
}
