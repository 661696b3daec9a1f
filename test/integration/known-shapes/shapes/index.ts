/** All shapes, as they are tried. */
import type { Shape } from '../shape.ts';
import { backEnds } from './back-ends.ts';
import { bills } from './bills.ts';
import { deliveryBill, markupTable, monthlySet, orderReport, tillLines } from './chinese.ts';
import { documents } from './documents.ts';
import { groupedHeadings } from './grouped-headings.ts';
import { marketplaceTables, orderAndDetailLists, pizzeria, toyShops, traders } from './joined.ts';
import { languages } from './languages.ts';
import { deliveriesWithTax, deliveryJournal, ordersWithLines, salesSlips } from './ledgers.ts';
import { marketplaces } from './marketplaces.ts';
import { ownWords } from './own-words.ts';
import { amazon, bigCommerce, etsy, shopifyInTwoFiles, square, wooCommerce } from './platforms.ts';
import { bicycles, restaurant } from './referring.ts';
import { rowKinds } from './row-kinds.ts';
import { shortHeadings } from './short-headings.ts';
import { dailyTotals, european, printedReport, returnedColumn, supermarket, weeklyTotals } from './tables.ts';
import { taiwan } from './taiwan.ts';
import { tutorials } from './tutorials.ts';
import { unnumbered } from './unnumbered.ts';
import { coffeeShops, ordersBesideProducts, superstore, twoYears } from './workbooks.ts';

export const shapes = (): readonly Shape[] => [
  twoYears(),
  superstore(false),
  superstore(true),
  ordersBesideProducts(),
  coffeeShops(),
  marketplaceTables(),
  traders(),
  pizzeria(),
  toyShops(),
  orderAndDetailLists(),
  bicycles('csv'),
  bicycles('xlsx'),
  restaurant(),
  orderReport(),
  tillLines(),
  deliveryBill('csv'),
  deliveryBill('xlsx'),
  markupTable(),
  monthlySet(),
  wooCommerce(),
  amazon(),
  etsy(),
  square(),
  bigCommerce(),
  shopifyInTwoFiles(),
  supermarket(),
  dailyTotals(),
  weeklyTotals(),
  european(),
  printedReport(),
  returnedColumn(),
  deliveryJournal(),
  ordersWithLines(),
  salesSlips(),
  deliveriesWithTax(),
  ...rowKinds(),
  ...tutorials(),
  ...backEnds(),
  ...taiwan(),
  ...groupedHeadings(),
  ...documents(),
  ...languages(),
  ...marketplaces(),
  ...bills(),
  ...unnumbered(),
  ...ownWords(),
  ...shortHeadings(),
];
