/** Exports of shops in languages other than English, Chinese and German. */
import { delimited, workbook } from '../file-bytes.ts';
import { table } from '../one-table.ts';
import { CENT, decimal, type Shape } from '../shape.ts';

const comma = (cents: number) => decimal(cents).replace('.', ',');
/** `1 234,50`, the thousands apart by a narrow no-break space. */
const spaced = (cents: number) => comma(cents).replace(/(\d)(?=(\d{3})+,)/g, '$1\u202f');
const MONTHS = {
  french: ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
  portuguese: ['jan', 'fev', 'mar', 'abr', 'mai', 'jun', 'jul', 'ago', 'set', 'out', 'nov', 'dez'],
};

export const languages = (): readonly Shape[] => [
  table(
    'bakery in French',
    ',date,time,ticket_number,article,Quantity,unit_price',
    ({ n, day, time, quantity, price, amount, product }) => {
      const isBack = n % 17 === 5;
      const count = isBack ? -quantity : quantity;
      return [
        [n, day.iso, time.slice(0, 5), `${150_000 + n}.0`, `BAGUETTE ${product}`, `${count}.0`, `${comma(price)} €`],
        {
          order: String(n),
          units: count,
          sold: isBack ? 0 : amount * CENT,
          back: isBack ? amount * CENT : 0,
        },
      ];
    },
    { store: 'Boulangerie' },
  ),
  table(
    'orders in French',
    'N° de commande;Date de commande;Magasin;Statut;Désignation;Réf. produit;Qté;Prix unitaire TTC;Montant ligne;Mode de paiement',
    ({ n, day, quantity, price, amount, product }) => {
      const isOff = n % 9 === 4;
      const isBack = n % 11 === 5 && !isOff;
      const status = isOff ? 'Annulée' : isBack ? 'Remboursée' : n % 2 ? 'Livrée' : 'Expédiée';
      const store = n % 2 ? 'Lyon' : 'Nîmes';
      return [
        [
          `C${n}`,
          `${day.day} ${MONTHS.french[day.month - 1]} ${day.year}`,
          store,
          status,
          `Théière ${product}`,
          `T${product}`,
          quantity,
          `${spaced(price * 100)} €`,
          `${spaced(amount * 100)} €`,
          'Carte',
        ],
        {
          order: String(n),
          store,
          sold: amount * 100 * CENT,
          back: isOff || isBack ? amount * 100 * CENT : 0,
        },
      ];
    },
    {
      separator: ';',
      bytes: (rows) =>
        delimited([...rows, ['Total général', '', '', '', '', '', '99', '', '1,00']], {
          delimiter: ';',
          encoding: 'utf-8',
        }),
    },
  ),
  table(
    'orders in Spanish',
    'Número de pedido;Fecha del pedido;Hora;Sucursal;Estado del pedido;Código de producto;Producto;Cantidad;Precio unitario;Importe',
    ({ n, day, time, quantity, price, amount, product }) => {
      const isOff = n % 9 === 4;
      const isBack = n % 11 === 5 && !isOff;
      const isUnpaid = n % 13 === 6 && !isOff && !isBack;
      const status = isOff ? 'Cancelado' : isBack ? 'Devuelto' : isUnpaid ? 'Pendiente de pago' : 'Entregado';
      return [
        [
          n,
          `${day.dd}/${day.mm}/${day.year}`,
          time,
          'Centro',
          status,
          `P${product}`,
          `Café ${product}`,
          quantity,
          comma(price),
          comma(amount),
        ],
        {
          order: String(n),
          store: 'Centro',
          sold: isUnpaid ? 0 : amount * CENT,
          back: isOff || isBack ? amount * CENT : 0,
        },
      ];
    },
    { separator: ';', bytes: (rows) => delimited(rows, { delimiter: ';', encoding: 'windows-1252' }) },
  ),
  table(
    'documents in Italian',
    'N. documento;Data documento;Tipo documento;Punto vendita;Codice articolo;Descrizione;Quantità;Prezzo unitario;Importo',
    ({ n, day, quantity, price, amount, product }) => {
      const isBack = n % 9 === 4;
      return [
        [
          `D${n}`,
          `${day.dd}/${day.mm}/${day.year}`,
          isBack ? 'Reso' : 'Vendita',
          'Città Alta',
          `A${product}`,
          `Caffè ${product}`,
          quantity,
          comma(price),
          comma(amount),
        ],
        {
          order: String(n),
          store: 'Città Alta',
          units: isBack ? -quantity : quantity,
          sold: isBack ? 0 : amount * CENT,
          back: isBack ? amount * CENT : 0,
        },
      ];
    },
    { separator: ';', bytes: (rows) => delimited([...rows, ['Totale', '', '', '', '', '', 9]], { delimiter: ';' }) },
  ),
  table(
    'orders in Portuguese',
    'ID do pedido|Status do pedido|Data do pedido|Nome da loja|Nome do produto|Número de referência SKU|Quantidade|Preço acordado|Valor Total|Taxa de comissão',
    ({ n, day, quantity, price, amount, product }) => {
      const isOff = n % 9 === 4;
      return [
        [
          `24${n}A`,
          isOff ? 'Cancelado' : 'Concluído',
          `${day.dd} de ${MONTHS.portuguese[day.month - 1]} de ${day.year}`,
          'São Paulo',
          `Boné ${product}`,
          `B${product}`,
          quantity,
          `R$ ${comma(price)}`,
          `R$ ${comma(amount)}`,
          'R$ 1,00',
        ],
        { order: String(n), store: 'São Paulo', sold: amount * CENT, back: isOff ? amount * CENT : 0 },
      ];
    },
    { separator: '|', bytes: (rows) => workbook([{ name: 'pedidos', rows }]) },
  ),
  table(
    'orders in Japanese',
    '注文番号,注文日時,注文ステータス,店舗名,商品番号,商品名,単価,個数,小計,送料,合計金額,支払方法',
    ({ n, day, time, quantity, price, product }) => {
      const isOff = n % 9 === 4;
      const each = Math.floor(price / 100);
      const sum = each * quantity;
      const paid = sum + 550;
      return [
        [
          `10${n}`,
          `${day.year}年${day.month}月${day.day}日 ${time}`,
          isOff ? 'キャンセル' : '発送済み',
          '京都店',
          `J${product}`,
          `湯呑み${product}`,
          `¥${each.toLocaleString('en')}`,
          quantity,
          `¥${sum.toLocaleString('en')}`,
          '¥550',
          `¥${paid.toLocaleString('en')}`,
          'クレジットカード',
        ],
        {
          order: String(n),
          store: '京都店',
          sold: paid * 100 * CENT,
          back: isOff ? paid * 100 * CENT : 0,
        },
      ];
    },
    { bytes: (rows) => delimited([...rows, ['合計', '', '', '', '', '', '', '9']]) },
  ),
  table(
    'orders in Turkish',
    'Fatura No;Fatura Tarihi;Mağaza;Durum;Ürün Kodu;Ürün Adı;Adet;Birim Fiyat;Tutar',
    ({ n, day, quantity, price, amount, product }) => {
      const isOff = n % 9 === 4;
      return [
        [
          `F${n}`,
          `${day.dd}.${day.mm}.${day.year}`,
          'Üsküdar',
          isOff ? 'İptal Edildi' : 'Teslim Edildi',
          `U${product}`,
          `Çay ${product}`,
          quantity,
          `${comma(price)} TL`,
          `${comma(amount)} TL`,
        ],
        { order: String(n), store: 'Üsküdar', sold: amount * CENT, back: isOff ? amount * CENT : 0 },
      ];
    },
    { separator: ';', bytes: (rows) => delimited(rows, { delimiter: ';', bom: true }) },
  ),
  table(
    'market till whose AMOUNT counts pieces',
    'ORDERID;ITEMCODE;ITEMNAME;FICHENO;DATE_;AMOUNT;PRICE;LINENETTOTAL;LINENET;BRANCHNR;BRANCH;CITY',
    ({ n, day, quantity, price, amount, product }) => [
      [
        n,
        `58${product}`,
        `DOMATES ${product}`,
        1_000 + n,
        `${day.iso} 00:00:00.000`,
        quantity,
        comma(price),
        comma(amount),
        comma(Math.floor(amount * 0.92)),
        1,
        'Adana Subesi',
        'Adana',
      ],
      { order: String(n), sold: amount * CENT },
    ],
    { separator: ';', bytes: (rows) => delimited(rows, { delimiter: ';' }) },
  ),
];
