/** Headings of product, store and stock lists. */
import type { Field } from '#shared/contract/index.ts';
import type { Synonyms } from './fields.ts';
import { ORDER_HEADINGS } from './orders.ts';

// biome-ignore format: word lists
export const PRODUCT_HEADINGS: Synonyms<Field> = {
  productCode: [...(ORDER_HEADINGS.productCode ?? []), 'Code', '编码', '编号', 'ID', 'Handle'],
  productName: [...(ORDER_HEADINGS.productName ?? []), 'Name', 'Commodity', 'Product Type', 'Commodity Desc', 'Brand Name Product'],
  category: ['商品分类', '商品类别', '类目', '分类', '类别', '品类', '大类', '一级分类', '一级类目', '菜品分类', '商品大类', '所属分类', 'Category', 'Category Name', 'Product Category', 'Product Category Name', 'Main Category', 'Department', 'Item Category', 'Product Line', 'Type', 'Product Type', 'Group', 'Subcategory', 'Sub-Category', 'Family', 'Product Group', 'Class', 'Section'],
  brand: ['品牌', '品牌名称', '商品品牌', 'Brand', 'Brand Name', 'Manufacturer', 'Vendor', 'Make', 'Supplier Brand', 'Product Brand'],
  barcode: ['条码', '条形码', '商品条码', '国条码', '69码', 'Barcode', 'EAN', 'UPC', 'GTIN', 'EAN13', 'Bar Code', 'ISBN', 'Variant Barcode'],
  listPrice: ['售价', '零售价', '标价', '销售价', '吊牌价', '建议零售价', '市场价', '价格', '单价', '商品价格', '会员价', '门市价', '定价', '商品售价', 'Unit Price', 'List Price', 'Price', 'Retail Price', 'Selling Price', 'Sale Price', 'Regular Price', 'MSRP', 'RRP', 'MRP', 'Product Price', 'Product Retail Price', 'Standard Price', 'Unit Retail Price', 'Variant Price', 'Current Retail Price', 'Sales Price'],
  unitCost: ['成本价', '成本', '进价', '进货价', '采购价', '单位成本', '商品成本', '成本单价', '采购成本', 'Unit Cost', 'Cost', 'Cost Price', 'Purchase Price', 'Cost per Item', 'Product Cost', 'Standard Cost', 'Product Standard Cost', 'Wholesale Price', 'Buying Price', 'Item Cost', 'Unit Cost Price', 'Average Cost'],
  currency: ORDER_HEADINGS.currency ?? [],
};

// biome-ignore format: word lists
export const STORE_HEADINGS: Synonyms<Field> = {
  store: [...(ORDER_HEADINGS.store ?? []), '编码', '编号', 'Store_id', 'Branch No', 'Outlet Code'],
  storeName: [...(ORDER_HEADINGS.storeName ?? []), '名称', 'Name', 'Store Title', 'Product Store'],
  country: ['国家', '国家/地区', 'Country', 'Store Country', 'Country Name', 'Country/Region'],
  region: ['大区', '区域', '省份', '省', '地区', '所属区域', '省区', '战区', 'Region', 'State', 'Province', 'Store State', 'Region Name', 'Area', 'District', 'Territory', 'Store Region', 'State Name'],
  city: ['城市', '市', '所在城市', 'City', 'Store City', 'Store Location', 'Town', 'City Name'],
  timeZone: ['时区', 'Time Zone', 'Timezone', 'TZ', 'Store Time Zone'],
  currency: ORDER_HEADINGS.currency ?? [],
  openedOn: ['开业日期', '开店日期', '开业时间', '开店时间', '开张日期', 'Open Date', 'Opened On', 'Opening Date', 'Store Open Date', 'Date Opened', 'Opened', 'Establishment Date', 'Outlet Establishment Year', 'First Opened Date'],
  storeKind: ['门店类型', '店铺类型', '经营类型', '经营方式', '店型', '门店性质', '业态', '加盟类型', 'Store Type', 'Type', 'Format', 'Store Format', 'Store Kind', 'Outlet Type', 'Branch Type', 'Ownership Type', 'Kind'],
};

// biome-ignore format: word lists
export const STOCK_HEADINGS: Synonyms<Field> = {
  store: ORDER_HEADINGS.store ?? [],
  storeName: [...(ORDER_HEADINGS.storeName ?? []), '仓库', '仓库名称', 'Warehouse', 'Warehouse Name'],
  productCode: ORDER_HEADINGS.productCode ?? [],
  productName: (ORDER_HEADINGS.productName ?? []),
  stockQuantity: ['库存数量', '库存', '当前库存', '可用库存', '实际库存', '现有库存', '结存数量', '账面库存', '在库数量', '库存量', '可售库存', '实盘数量', '盘点数量', '期末库存', '现存量', 'Stock', 'Stock Quantity', 'Stock on Hand', 'On Hand', 'Quantity on Hand', 'Qty on Hand', 'Inventory', 'Inventory Level', 'Inventory Quantity', 'Stock Level', 'Available', 'Available Stock', 'Available Quantity', 'Units in Stock', 'In Stock', 'SOH', 'Stock Qty', 'On Hand Qty', 'Quantity in Stock', 'Current Stock', 'Stock Count', 'QOH', 'Closing Stock'],
  countedAt: ['盘点时间', '盘点日期', '更新时间', '库存日期', '统计日期', '截止日期', '日期', '库存更新时间', 'Counted At', 'Count Date', 'Stock Date', 'As Of', 'Snapshot Date', 'Last Updated', 'Updated At', 'Inventory Date', 'Date', 'Last Stock Update', 'Counted On'],
};
