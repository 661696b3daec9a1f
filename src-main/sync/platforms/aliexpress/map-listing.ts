/** A product with its variants as listings. */
import { type Fields, type Listed, type RemoteListing, readEach, versionOf } from '../../platform/index.ts';
import { listingIdOf } from './listing-id.ts';
import { readPacificTime } from './pacific-time.ts';
import { read, unwrap } from './request.ts';

export function skusOf(product: Fields): readonly Fields[] {
  return unwrap(product.aeop_ae_product_s_k_us, 'aeop_ae_product_s_k_us');
}

export async function readProduct(product: Fields): Promise<Listed<RemoteListing>> {
  const productId = read.id(product.product_id, 'product_id');
  const ofProduct = {
    title: titleOf(product),
    updatedAt: read.timeIfSaid(product.gmt_modified, 'gmt_modified', readPacificTime) ?? 0,
    onSale: product.product_status_type === 'onSelling',
  };
  const idOf = (sku: Fields) => listingIdOf(productId, read.text(sku.sku_code), read.text(sku.id));
  return readEach(
    skusOf(product),
    (sku) => ({ id: idOf(sku), shown: idOf(sku) }),
    (sku) => {
      const known = {
        listingId: idOf(sku),
        sku: read.text(sku.sku_code),
        ...ofProduct,
        price: read.money(sku.sku_price, 'sku_price'),
        currency: read.currency(sku.currency_code ?? product.currency_code, 'currency_code'),
        quantity: read.count(sku.ipm_sku_stock, 1_000, 'ipm_sku_stock'),
      };
      return { ...known, version: versionOf(known) };
    },
  );
}

export interface Subject {
  /** Two letters. */
  readonly language: string;
  readonly subject: string;
}

/** A product's titles in its languages. */
export function subjectsOf(product: Fields): readonly Subject[] {
  return unwrap(product.multi_language_subject_list, 'multi_language_subject_list').flatMap((said) => {
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
