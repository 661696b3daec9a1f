/** Products with their variants as 1688 tells of them, and changes of their stock. */
import { fieldReader, parseLossless } from '../../../src-main/sync/platform/index.ts';
import type { PartialFailure } from '../act-as-platform.ts';
import { bare } from '../bare-numbers.ts';
import type { FakeListing, FakeShop } from '../fake-shop.ts';
import { type Form, needed, numberIn, refuse, timeIn, timeOf } from './gateway.ts';

const MOST_ROWS = 20;
const read = fieldReader('1688');

export function createProducts(shop: FakeShop) {
  const variants = (id: string) => shop.listingsOfProduct(id);
  const modified = (id: string) => Math.max(...variants(id).map(({ updatedAt }) => updatedAt));

  function productOf(id: string): object {
    const skus = variants(id);
    return {
      productID: bare(id),
      subject: skus[0]?.title,
      // Only the product as a whole is on the shelf or not.
      status: skus.every(({ onSale }) => onSale) ? 'published' : 'expired',
      lastUpdateTime: timeOf(modified(id)),
      saleInfo: { amountOnSale: skus.reduce((sum, { pieces }) => sum + pieces, 0), priceRanges: [] },
      skuInfos: skus.map((listing, place) => ({
        skuId: bare(`${id.slice(0, -1)}${place}`),
        specId: listing.variantId,
        cargoNumber: listing.sku,
        amountOnSale: listing.pieces,
        price: listing.price / 10_000,
        retailPrice: null,
      })),
    };
  }

  return {
    'alibaba.product.list.get'(form: Form) {
      const size = numberIn(form, 'pageSize', { least: 1, most: MOST_ROWS, usual: MOST_ROWS });
      const page = numberIn(form, 'pageNo', { least: 1, most: 1e6, usual: 1 });
      const from = form.has('startModifyTime') ? timeIn(form, 'startModifyTime') : 0;
      const to = form.has('endModifyTime') ? timeIn(form, 'endModifyTime') : Number.MAX_SAFE_INTEGER;
      const ids = [...new Set([...shop.listings.values()].map(({ productId }) => productId))]
        .filter((id) => modified(id) >= from && modified(id) <= to)
        .sort((one, other) => modified(other) - modified(one));
      const resultList = ids.slice((page - 1) * size, page * size).map(productOf);
      return { result: { pageResult: { resultList, totalRecords: ids.length } }, success: true };
    },
    'alibaba.product.get'(form: Form) {
      const id = needed(form, 'productID');
      if (variants(id).length === 0) refuse('OFFER_NOT_EXIST', '商品不存在');
      return { productInfo: productOf(id), success: true };
    },
    'alibaba.product.modifyStock'(form: Form, partial: PartialFailure | null) {
      const result = read
        .list(parseLossless(needed(form, 'productStockChange')), 'productStockChange')
        .map((change, place) => {
          const productId = read.id(change.productId, 'productId');
          const no = (errorCode: string, errorMessage: string) => ({
            productId: bare(productId),
            success: false,
            errorCode,
            errorMessage,
          });
          if (partial?.places.includes(place)) return no(partial.code, '修改失败');
          const stocks = read.list(change.skuStocks, 'skuStocks').map(({ skuId, stockChange }) => ({
            listing: variants(productId).find(({ variantId }) => variantId === skuId),
            value: Number(stockChange),
          }));
          const known = stocks.filter((stock): stock is { listing: FakeListing; value: number } =>
            Boolean(stock.listing),
          );
          if (known.length < stocks.length || stocks.length === 0) return no('SKU_NOT_EXIST', '规格不存在');
          if (known.some(({ listing, value }) => listing.pieces + value < 0)) return no('STOCK_NOT_ENOUGH', '库存不足');
          for (const { listing, value } of known) {
            shop.write({ kind: 'stock', target: listing.listingId, value, idempotencyKey: null });
          }
          return { productId: bare(productId), success: true };
        });
      return { result, success: result.every(({ success }) => success) };
    },
  };
}
