/** German headings, by the same rules as the others: the best first, compared by their letters alone. */
import type { Field } from '#shared/contract/index.ts';
import type { Synonyms } from './fields.ts';

// biome-ignore format: word lists
export const GERMAN_ORDER_HEADINGS: Synonyms<Field> = {
  orderNumber: ['Bestellnummer', 'Bestell-Nr', 'Bestellnr', 'Bestell-ID', 'Bestellung', 'Auftragsnummer', 'Auftrags-Nr', 'Auftragsnr', 'Auftrag', 'Rechnungsnummer', 'Rechnungs-Nr', 'Rechnungsnr', 'Rechnung', 'Belegnummer', 'Beleg-Nr', 'Belegnr', 'Beleg', 'Bonnummer', 'Bon-Nr', 'Bonnr', 'Kassenbon', 'Vorgangsnummer', 'Transaktionsnummer', 'Transaktions-ID'],
  lineNumber: ['Positionsnummer', 'Positions-Nr', 'Pos-Nr', 'Zeilennummer'],
  store: ['Filialnummer', 'Filial-Nr', 'Filialnr', 'Filial-ID', 'Filialcode', 'Marktnummer', 'Standortnummer'],
  storeName: ['Filiale', 'Filialname', 'Geschäft', 'Laden', 'Ladengeschäft', 'Standort', 'Markt', 'Verkaufsstelle', 'Niederlassung'],
  platform: ['Plattform', 'Marktplatz', 'Verkaufsplattform'],
  channel: ['Kanal', 'Vertriebskanal', 'Verkaufskanal', 'Absatzkanal', 'Bestellkanal', 'Bestellart'],
  placedAt: ['Bestelldatum', 'Bestellzeitpunkt', 'Bestellt am', 'Auftragsdatum', 'Kaufdatum', 'Verkaufsdatum', 'Rechnungsdatum', 'Belegdatum', 'Bondatum', 'Transaktionsdatum', 'Buchungsdatum', 'Datum', 'Zeitpunkt', 'Datum und Uhrzeit', 'Erstellt am'],
  placedTime: ['Uhrzeit', 'Bestellzeit', 'Verkaufszeit', 'Bonzeit', 'Zeit'],
  paidAt: ['Zahlungsdatum', 'Bezahlt am', 'Zahldatum'],
  status: ['Bestellstatus', 'Auftragsstatus', 'Zahlungsstatus', 'Lieferstatus'],
  refundStatus: ['Retourenstatus', 'Rückgabestatus', 'Erstattungsstatus', 'Retoure', 'Zurückgegeben'],
  paymentMethod: ['Zahlungsart', 'Zahlungsmethode', 'Zahlungsweise', 'Bezahlart', 'Zahlart'],
  cancelledAt: ['Storniert am', 'Stornodatum', 'Stornierungsdatum'],
  currency: ['Währung', 'Währungscode'],
  orderTotal: ['Gesamtbetrag', 'Gesamtsumme', 'Bestellwert', 'Bestellsumme', 'Auftragswert', 'Rechnungsbetrag', 'Rechnungssumme', 'Endbetrag', 'Endsumme', 'Bonsumme'],
  amountPaid: ['Bezahlter Betrag', 'Gezahlter Betrag', 'Zahlbetrag', 'Zahlungsbetrag', 'Bezahlt', 'Gezahlt'],
  amountReceived: ['Auszahlungsbetrag', 'Auszahlung', 'Erhaltener Betrag'],
  refundedAmount: ['Erstattungsbetrag', 'Erstatteter Betrag', 'Rückerstattungsbetrag', 'Rückerstattung', 'Erstattung', 'Gutschriftsbetrag'],
  shippingFee: ['Versandkosten', 'Versandgebühr', 'Liefergebühr', 'Lieferkosten', 'Porto', 'Versand'],
  tax: ['MwSt', 'MwSt-Betrag', 'Mehrwertsteuer', 'USt', 'Umsatzsteuer', 'Steuer', 'Steuerbetrag'],
  orderDiscount: ['Rabattbetrag', 'Rabatt', 'Nachlass', 'Preisnachlass', 'Gutschein', 'Gutscheinbetrag'],
  deliveryCost: ['Zustellkosten', 'Frachtkosten', 'Logistikkosten'],
  platformFee: ['Plattformgebühr', 'Verkaufsprovision', 'Provision', 'Verkaufsgebühr', 'Servicegebühr', 'Gebühren', 'Gebühr'],
  customerCode: ['Kundennummer', 'Kunden-Nr', 'Kundennr', 'Kunden-ID', 'Kundencode'],
  customerName: ['Kundenname', 'Kunde', 'Name des Kunden', 'Käufer', 'Empfänger', 'Vor- und Nachname'],
  customerPhone: ['Telefonnummer', 'Telefon', 'Handynummer', 'Mobilnummer', 'Rufnummer'],
  customerAddress: ['Lieferadresse', 'Kundenadresse', 'Rechnungsadresse', 'Anschrift', 'Adresse'],
  note: ['Bemerkung', 'Bemerkungen', 'Anmerkung', 'Anmerkungen', 'Hinweis', 'Notiz', 'Kommentar'],
  carrier: ['Versanddienstleister', 'Spediteur', 'Paketdienst', 'Versandart'],
  trackingNumber: ['Sendungsnummer', 'Paketnummer', 'Trackingnummer'],
  shippedAt: ['Versanddatum', 'Versandt am', 'Verschickt am'],
  deliveredAt: ['Lieferdatum', 'Geliefert am', 'Zustelldatum'],
  productCode: ['Artikelnummer', 'Artikel-Nr', 'Artikelnr', 'Art-Nr', 'Artnr', 'Artikel-ID', 'Artikelcode', 'Produktnummer', 'Produkt-Nr', 'Produkt-ID', 'Produktcode', 'Warennummer', 'Strichcode'],
  productName: ['Artikelbezeichnung', 'Artikelname', 'Artikel', 'Produktbezeichnung', 'Produktname', 'Produkt', 'Bezeichnung', 'Artikelbeschreibung', 'Beschreibung', 'Ware'],
  productVariant: ['Variante', 'Ausführung', 'Größe', 'Farbe'],
  category: ['Kategorie', 'Produktkategorie', 'Artikelkategorie', 'Warengruppe', 'Artikelgruppe', 'Produktgruppe', 'Abteilung', 'Sortiment'],
  quantity: ['Menge', 'Bestellmenge', 'Bestellte Menge', 'Verkaufte Menge', 'Verkaufsmenge', 'Stückzahl', 'Anzahl', 'Stück'],
  unitPrice: ['Einzelpreis', 'Stückpreis', 'Verkaufspreis', 'Artikelpreis', 'Preis pro Stück', 'Preis je Stück', 'VK-Preis', 'Preis'],
  lineAmount: ['Positionsbetrag', 'Positionssumme', 'Zeilensumme', 'Zeilenbetrag', 'Gesamtpreis', 'Umsatz', 'Nettoumsatz', 'Bruttoumsatz', 'Betrag', 'Summe', 'Gesamt'],
  lineDiscount: ['Positionsrabatt', 'Zeilenrabatt', 'Artikelrabatt'],
  unitCost: ['Einkaufspreis', 'EK-Preis', 'Einstandspreis', 'Stückkosten', 'Selbstkosten'],
  lineCost: ['Wareneinsatz', 'Gesamtkosten', 'Kosten'],
  lineProfit: ['Rohertrag', 'Rohgewinn', 'Deckungsbeitrag', 'Gewinn'],
  country: ['Land', 'Lieferland'],
  region: ['Bundesland'],
  city: ['Stadt', 'Ort', 'Lieferort', 'Wohnort'],
};

// biome-ignore format: word lists
export const GERMAN_PRODUCT_HEADINGS: Synonyms<Field> = {
  productCode: GERMAN_ORDER_HEADINGS.productCode ?? [],
  productName: GERMAN_ORDER_HEADINGS.productName ?? [],
  category: GERMAN_ORDER_HEADINGS.category ?? [],
  currency: GERMAN_ORDER_HEADINGS.currency ?? [],
  brand: ['Marke', 'Hersteller'],
  barcode: ['EAN-Code', 'EAN-Nummer', 'Barcode-Nummer'],
  listPrice: [...(GERMAN_ORDER_HEADINGS.unitPrice ?? []), 'Listenpreis', 'Ladenpreis', 'UVP'],
  unitCost: [...(GERMAN_ORDER_HEADINGS.unitCost ?? []), 'Kosten', 'Kosten pro Stück'],
};

// biome-ignore format: word lists
export const GERMAN_STORE_HEADINGS: Synonyms<Field> = {
  store: GERMAN_ORDER_HEADINGS.store ?? [],
  country: GERMAN_ORDER_HEADINGS.country ?? [],
  city: GERMAN_ORDER_HEADINGS.city ?? [],
  currency: GERMAN_ORDER_HEADINGS.currency ?? [],
  storeName: [...(GERMAN_ORDER_HEADINGS.storeName ?? []), 'Name der Filiale'],
  region: [...(GERMAN_ORDER_HEADINGS.region ?? []), 'Gebiet', 'Vertriebsgebiet'],
  timeZone: ['Zeitzone'],
  openedOn: ['Eröffnung', 'Eröffnungsdatum', 'Eröffnet am'],
  storeKind: ['Filialtyp', 'Filialart', 'Vertriebsform'],
};

// biome-ignore format: word lists
export const GERMAN_STOCK_HEADINGS: Synonyms<Field> = {
  store: GERMAN_ORDER_HEADINGS.store ?? [],
  productCode: GERMAN_ORDER_HEADINGS.productCode ?? [],
  productName: GERMAN_ORDER_HEADINGS.productName ?? [],
  storeName: [...(GERMAN_ORDER_HEADINGS.storeName ?? []), 'Lager', 'Lagerort', 'Lagername'],
  stockQuantity: ['Bestand', 'Lagerbestand', 'Lagermenge', 'Verfügbarer Bestand', 'Istbestand', 'Restbestand'],
  countedAt: ['Datum', 'Stichtag', 'Inventurdatum', 'Bestandsdatum', 'Zähldatum'],
};
