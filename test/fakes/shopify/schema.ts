/** The part of Shopify's Admin schema (2026-10) that the stand-in serves. Whatever else is asked for is an error, as it is there. */
import { buildSchema } from 'graphql';

export const schema = buildSchema(`
  directive @idempotent(key: String!) on FIELD

  scalar DateTime
  scalar Decimal
  scalar Money
  scalar URL
  scalar UnsignedInt64

  interface Node { id: ID! }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  type MoneyV2 { amount: Decimal! currencyCode: String! }
  type MoneyBag { shopMoney: MoneyV2! presentmentMoney: MoneyV2! }
  type Shop implements Node { id: ID! name: String! currencyCode: String! ianaTimezone: String! myshopifyDomain: String! }
  type Customer implements Node { id: ID! displayName: String! }
  type MailingAddress { name: String phone: String city: String zip: String
    formatted(withName: Boolean, withCompany: Boolean): [String!]! }

  enum OrderSortKeys { CREATED_AT ID PROCESSED_AT UPDATED_AT }
  enum ProductSortKeys { CREATED_AT ID TITLE UPDATED_AT }
  enum ProductVariantSortKeys { ID SKU TITLE }
  enum FulfillmentEventSortKeys { CREATED_AT HAPPENED_AT ID }
  enum ProductStatus { ACTIVE ARCHIVED DRAFT UNLISTED }

  type OrderTransaction implements Node { id: ID! kind: String! status: String! processedAt: DateTime }
  type FulfillmentTrackingInfo { company: String number: String url: URL }
  type FulfillmentEvent implements Node { id: ID! status: String! happenedAt: DateTime! message: String city: String country: String }
  type FulfillmentEventConnection { nodes: [FulfillmentEvent!]! pageInfo: PageInfo! }
  type Fulfillment implements Node { id: ID! createdAt: DateTime! deliveredAt: DateTime displayStatus: String status: String!
    trackingInfo(first: Int): [FulfillmentTrackingInfo!]!
    events(first: Int, after: String, sortKey: FulfillmentEventSortKeys): FulfillmentEventConnection! }
  type FulfillmentOrder implements Node { id: ID! status: String! }
  type FulfillmentOrderConnection { nodes: [FulfillmentOrder!]! pageInfo: PageInfo! }
  type LineItem implements Node { id: ID! sku: String title: String! quantity: Int! currentQuantity: Int!
    originalUnitPriceSet: MoneyBag! discountedUnitPriceSet: MoneyBag! product: Product variant: ProductVariant }
  type LineItemConnection { nodes: [LineItem!]! pageInfo: PageInfo! }
  type Order implements Node { id: ID! legacyResourceId: UnsignedInt64! name: String! email: String note: String
    createdAt: DateTime! updatedAt: DateTime! processedAt: DateTime! cancelledAt: DateTime closedAt: DateTime
    currencyCode: String! displayFinancialStatus: String displayFulfillmentStatus: String!
    totalPriceSet: MoneyBag! currentTotalPriceSet: MoneyBag! totalDiscountsSet: MoneyBag totalShippingPriceSet: MoneyBag!
    totalTaxSet: MoneyBag totalRefundedSet: MoneyBag!
    customer: Customer shippingAddress: MailingAddress
    transactions(first: Int): [OrderTransaction!]!
    fulfillments(first: Int): [Fulfillment!]!
    fulfillmentOrders(first: Int, after: String): FulfillmentOrderConnection!
    lineItems(first: Int, after: String): LineItemConnection! }
  type OrderConnection { nodes: [Order!]! pageInfo: PageInfo! }

  type Location implements Node { id: ID! name: String! }
  type InventoryLevel implements Node { id: ID! location: Location! }
  type InventoryLevelConnection { nodes: [InventoryLevel!]! pageInfo: PageInfo! }
  type InventoryItem implements Node { id: ID! tracked: Boolean!
    inventoryLevels(first: Int, after: String): InventoryLevelConnection! }
  type ProductVariant implements Node { id: ID! sku: String price: Money! inventoryQuantity: Int updatedAt: DateTime!
    product: Product! inventoryItem: InventoryItem! }
  type ProductVariantConnection { nodes: [ProductVariant!]! pageInfo: PageInfo! }
  type Product implements Node { id: ID! title: String! status: ProductStatus! updatedAt: DateTime!
    variants(first: Int, after: String): ProductVariantConnection! }
  type ProductConnection { nodes: [Product!]! pageInfo: PageInfo! }

  type Query {
    shop: Shop!
    location(id: ID): Location
    order(id: ID!): Order
    nodes(ids: [ID!]!): [Node]!
    orders(first: Int, after: String, query: String, sortKey: OrderSortKeys): OrderConnection!
    products(first: Int, after: String, query: String, sortKey: ProductSortKeys): ProductConnection!
    productVariants(first: Int, after: String, query: String, sortKey: ProductVariantSortKeys): ProductVariantConnection!
  }

  type UserError { field: [String!] message: String! }
  type CodedUserError { field: [String!] message: String! code: String }
  input InventoryChangeInput { delta: Int! inventoryItemId: ID! locationId: ID! changeFromQuantity: Int ledgerDocumentUri: String }
  input InventoryAdjustQuantitiesInput { name: String! reason: String! referenceDocumentUri: String changes: [InventoryChangeInput!]! }
  type InventoryAdjustmentGroup implements Node { id: ID! }
  type InventoryAdjustQuantitiesPayload { inventoryAdjustmentGroup: InventoryAdjustmentGroup userErrors: [CodedUserError!]! }
  input ProductVariantsBulkInput { id: ID price: Money compareAtPrice: Money barcode: String }
  type ProductVariantsBulkUpdatePayload { product: Product productVariants: [ProductVariant!] userErrors: [CodedUserError!]! }
  input ProductUpdateInput { id: ID title: String status: ProductStatus }
  type ProductUpdatePayload { product: Product userErrors: [UserError!]! }
  input FulfillmentOrderLineItemsInput { fulfillmentOrderId: ID! }
  input FulfillmentTrackingInput { company: String number: String url: URL }
  input FulfillmentInput { lineItemsByFulfillmentOrder: [FulfillmentOrderLineItemsInput!]! notifyCustomer: Boolean = false
    trackingInfo: FulfillmentTrackingInput }
  type FulfillmentCreatePayload { fulfillment: Fulfillment userErrors: [UserError!]! }
  input OrderInput { id: ID! note: String email: String }
  type OrderUpdatePayload { order: Order userErrors: [UserError!]! }

  type Mutation {
    inventoryAdjustQuantities(input: InventoryAdjustQuantitiesInput!): InventoryAdjustQuantitiesPayload
    productVariantsBulkUpdate(productId: ID!, variants: [ProductVariantsBulkInput!]!, allowPartialUpdates: Boolean): ProductVariantsBulkUpdatePayload
    productUpdate(product: ProductUpdateInput): ProductUpdatePayload
    fulfillmentCreate(fulfillment: FulfillmentInput!, message: String): FulfillmentCreatePayload
    orderUpdate(input: OrderInput!): OrderUpdatePayload
  }
`);
