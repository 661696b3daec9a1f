/** A product with its variants as listings. */
import { type Fields, type RemoteListing, versionOf } from '../../platform/index.ts';
import { listingIdOf } from './listing-id.ts';
import { readPacificTime } from './pacific-time.ts';
import { read, unwrap } from './request.ts';

export function skusOf(product: Fields): readonly Fields[] {
  return unwrap(product.aeop_ae_product_s_k_us);
}

export function mapProduct(product: Fields): readonly RemoteListing[] {
  const productId = read.id(product.product_id, 'product_id');
  const title = titleOf(product);
  const updatedAt = readPacificTime(product.gmt_modified) ?? 0;
  const onSale = product.product_status_type === 'onSelling';
  return skusOf(product).map((sku) => {
    const known = {
      listingId: listingIdOf(productId, read.text(sku.sku_code), read.text(sku.id)),
      sku: read.text(sku.sku_code),
      title,
      price: read.money(sku.sku_price),
      currency: read.text(sku.currency_code) ?? read.text(product.currency_code) ?? 'USD',
      quantity: read.count(sku.ipm_sku_stock, 1_000),
      updatedAt,
      onSale,
    };
    return { ...known, version: versionOf(known) };
  });
}

export interface Subject {
  /** Two letters. */
  readonly language: string;
  readonly subject: string;
}

/** A product's titles in its languages. */
export function subjectsOf(product: Fields): readonly Subject[] {
  return unwrap(product.multi_language_subject_list).flatMap((said) => {
    const language = (read.text(said.locale) ?? read.text(said.language))?.slice(0, 2).toLowerCase();
    const subject = read.text(said.subject);
    return language === undefined || subject === null ? [] : [{ language, subject }];
  });
}

/** The language whose title is shown and edited: English where there is one, as AliExpress itself falls back to it. */
export function mainLanguage(subjects: readonly Subject[]): string {
  return subjects.find(({ language }) => language === 'en')?.language ?? subjects[0]?.language ?? 'en';
}

function titleOf(product: Fields): string {
  const subjects = subjectsOf(product);
  const main = mainLanguage(subjects);
  return subjects.find(({ language }) => language === main)?.subject ?? read.text(product.subject) ?? '';
}
