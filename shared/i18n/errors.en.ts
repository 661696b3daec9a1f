/**
 * What went wrong and the way out, in English. `{name}` is filled from the error's details; `[[…]]` is left out when a
 * detail inside it is not given.
 */
import type { ErrorCode } from '../domain/error-codes.ts';

export interface ErrorText {
  readonly sentence: string;
  readonly wayOut: string;
}

export const errorsEn: Readonly<Record<ErrorCode, ErrorText>> = {
  INTERNAL: {
    sentence: 'Something went wrong inside Mendian.',
    wayOut: 'Try again. If it happens again, give IT the trace id shown here.',
  },
  CANCELLED: { sentence: 'This was cancelled.', wayOut: 'Nothing was changed. Start it again when you like.' },
  NOT_FOUND: {
    sentence: 'This does not exist[[: {what}]].',
    wayOut: 'It may have been removed in the meantime. Go back and choose again.',
  },
  INVALID_INPUT: {
    sentence: 'What was sent is not valid[[: {fields}]][[ ({problem})]].',
    wayOut: 'Correct the named fields and try again.',
  },
  UNAUTHORISED: {
    sentence: 'You are not signed in.',
    wayOut:
      'Open the address that the hub printed when it started. It works once; the hub prints a new one on request.',
  },
  ENGINE_STARTING: { sentence: 'Mendian is still starting.', wayOut: 'Try again in a moment.' },
  SERVICE_UNAVAILABLE: {
    sentence: 'A part of Mendian is not available now[[: {service}]].',
    wayOut: 'Try again in a moment. The system page shows what is missing.',
  },
  SERVICE_FAILED: {
    sentence: 'Mendian could not start its part “{service}”[[: {cause}]].',
    wayOut: 'Start Mendian again. If it happens again, give IT the log.',
  },
  SERVICES_MISWIRED: {
    sentence: 'This version of Mendian was put together wrongly: {problem}.',
    wayOut: 'Reinstall Mendian.',
  },
  CONFIG_INVALID: {
    sentence: 'The configuration is not valid and was not taken over: {problem}.',
    wayOut: 'Correct it in {file}. Until then the settings in force stay.',
  },
  SETTING_FIXED: {
    sentence: 'The setting “{setting}” is fixed by the environment variable {variable}.',
    wayOut: 'Remove the variable and start Mendian again to change the setting here.',
  },
  DATABASE_BUSY: {
    sentence: 'The database is busy.',
    wayOut: 'Try again in a moment. Close other programs that have opened the file.',
  },
  DATABASE_CORRUPT: {
    sentence: 'The database is damaged[[: {problem}]].',
    wayOut: 'Restart Mendian: it sets the file aside and restores the newest good backup.',
  },
  DATABASE_NEWER: {
    sentence: 'The data was written by a newer version of Mendian (schema {found}; this version knows {known}).',
    wayOut: 'Install the newer version. Nothing was changed.',
  },
  DATABASE_IN_USE: {
    sentence: 'Another Mendian is already using this data[[: {directory}]].',
    wayOut: 'Close the window or stop the hub that uses it, or choose another data directory.',
  },
  DISK_FULL: {
    sentence: 'The disk is full.',
    wayOut: 'Free some space and try again. Nothing that was saved is lost.',
  },
  DISK_WRITE_FAILED: {
    sentence: 'The disk refused to write[[: {path}]].',
    wayOut: 'Check that the disk is connected, is not read-only, and that Mendian may write to it.',
  },
  BACKUP_FAILED: {
    sentence: 'The backup could not be made.',
    wayOut: 'Check the free space on the disk and try again.',
  },
  BACKUP_INVALID: {
    sentence: 'This is not a complete Mendian backup.',
    wayOut: 'Choose another backup. Nothing was changed.',
  },
  FILE_NOT_FOUND: {
    sentence: 'The file does not exist[[: {file}]].',
    wayOut: 'It may have been moved or renamed. Choose it again.',
  },
  FILE_UNREADABLE: {
    sentence: 'The file cannot be read[[: {file}]].',
    wayOut: 'Close it in other programs and check that you may open it.',
  },
  FILE_CHANGED: {
    sentence: 'The file changed while it was being read[[: {file}]].',
    wayOut: 'Wait until it is complete, then import it again. Nothing was changed.',
  },
  FILE_EMPTY: { sentence: 'The file is empty[[: {file}]].', wayOut: 'Export it again and check that it holds rows.' },
  FILE_BINARY: {
    sentence: 'This is not a table of text[[: {file}]].',
    wayOut: 'Choose a CSV, XLSX or XLS file.',
  },
  FILE_ENCRYPTED: {
    sentence: 'The workbook is protected by a password[[: {file}]].',
    wayOut: 'Open it in your spreadsheet program, remove the password, and save it.',
  },
  FILE_TOO_COMPRESSED: {
    sentence: 'The file would unpack to far more than a table holds[[: {file}]].',
    wayOut: 'It may have been made to do harm. Export the table again, or save it as CSV.',
  },
  FILE_TOO_MANY_COLUMNS: {
    sentence: 'The file has more columns than can be read[[ (limit {limit})]].',
    wayOut: 'Check the delimiter, or remove the columns that are not needed.',
  },
  FILE_FIELD_TOO_LONG: {
    sentence: 'A field of the file is longer than can be read[[ (record {record})]].',
    wayOut: 'A quotation mark may be missing there. Correct the file and try again.',
  },
  FILE_FORMAT_UNKNOWN: {
    sentence: 'This kind of file is not known[[: {file}]].',
    wayOut: 'Choose a CSV, XLSX or XLS file.',
  },
  FILE_DAMAGED: {
    sentence: 'The file is damaged or incomplete[[: {file}]].',
    wayOut: 'Copy or export it again. Nothing was changed.',
  },
  FILE_ENCODING_WRONG: {
    sentence: 'The file is not written in the chosen encoding[[ ({encoding})]].',
    wayOut: 'Choose another encoding, or let it be detected.',
  },
  FILE_KIND_UNKNOWN: {
    sentence: 'The content of the file was not recognised[[: {file}]].',
    wayOut: 'Say whether it holds orders, products, stores or stock, and which columns stand for what.',
  },
  FILE_STORES_ACROSS: {
    sentence: 'Each store has a column of its own in this table[[: {columns}]].',
    wayOut: 'Give it a row for each store and day, with the columns date, store and amount, and import it again.',
  },
  FILE_TOO_LARGE: {
    sentence: 'The file is larger than allowed[[ ({limit} MB)]].',
    wayOut: 'Split it, or ask IT to raise the limit.',
  },
  MAPPING_INCOMPLETE: {
    sentence: 'Some columns that are needed have not been found[[: {fields}]].',
    wayOut:
      'Choose the columns for them in the preview. If another file has them, as the orders that these lines belong to, import both files together.',
  },
  STORE_NEEDED: {
    sentence: 'The file does not say which store its orders belong to[[: {file}]].',
    wayOut: 'Choose the store, or the column that stands for it (--store NAME on the command line).',
  },
  IMPORT_RUNNING: { sentence: 'Another import is running.', wayOut: 'Wait until it has ended, or cancel it.' },
  IMPORT_NOTHING_LEFT: {
    sentence: 'None of the files holds anything that can be imported.',
    wayOut: 'Check the files, and that their columns were recognised.',
  },
  IMPORT_NOTHING_TO_UNDO: {
    sentence: 'There is no import that can be undone.',
    wayOut: 'Only the last import can be undone, and only once.',
  },
  TEMPLATE_UNKNOWN: { sentence: 'There is no template called “{name}”.', wayOut: 'Choose one from the list.' },
  STORE_UNKNOWN: { sentence: 'There is no store called “{name}”.', wayOut: 'Choose one from the list of stores.' },
  AMOUNT_TOO_LARGE: {
    sentence: 'An amount is larger than can be kept exactly.',
    wayOut: 'Correct it in the file and import it again. Nothing was changed.',
  },
  SUM_TOO_LARGE: {
    sentence: 'Amounts add up to more than can be counted exactly: 900,719,925,474.',
    wayOut:
      'Choose fewer days or stores. A file that cannot be imported for this has wrong amounts; nothing of it was kept.',
  },
  PORT_IN_USE: {
    sentence: 'Port {port} is used by another program.',
    wayOut: 'Choose another port, or leave it out to take a free one.',
  },
  ADDRESS_UNAVAILABLE: {
    sentence: 'This computer cannot listen on {host}.',
    wayOut: 'Choose an address of this computer, such as 127.0.0.1.',
  },
  ORIGIN_REFUSED: {
    sentence: 'This request came from another page and was refused.',
    wayOut: 'Open Mendian at the address that the hub printed.',
  },
  REQUEST_TOO_LARGE: { sentence: 'The request is too large.', wayOut: 'Send less at once; files go to /upload.' },
  METHOD_NOT_ALLOWED: { sentence: 'This address does not answer to {method}.', wayOut: 'See /api/docs.' },
  TOO_MANY_STREAMS: {
    sentence: 'Too many live connections are open at once[[: {open}]].',
    wayOut: 'Close Mendian pages that are no longer needed; live updates then go on by themselves.',
  },
  COMMAND_UNKNOWN: {
    sentence: 'There is no command “{command}”.',
    wayOut: '“npm run hub -- help” lists the commands.',
  },
  COMMAND_MISUSED: {
    sentence: 'The command cannot be run like this: {problem}.',
    wayOut: '“npm run hub -- help” shows how it is used.',
  },
  IMPORT_ALL_REJECTED: {
    sentence: 'Nothing was imported: every row was rejected ({rows}).',
    wayOut: 'The reasons are given beside the rejected rows. Check the columns and formats of the files.',
  },
  PAGE_NOT_BUILT: {
    sentence: 'The page has not been built.',
    wayOut: 'Run “npm start”, which builds it, or “npm run build”.',
  },
  CACHE_PAYLOAD_UNREADABLE: {
    sentence: 'An entry of the cache cannot be read[[: {reason}]].',
    wayOut: 'Nothing needs to be done: it is computed anew.',
  },
  WARMUP_RUNNING: {
    sentence: 'A warmup is running already[[: {task_id}]].',
    wayOut: 'Wait until it ends, or stop it and start another one.',
  },
  SCHEDULE_INVALID: {
    sentence: 'This is not a schedule: {problem}.',
    wayOut: 'Give minute, hour, day of month, month and day of week, such as “0 2 * * *” for every day at 02:00.',
  },
  PLATFORM_THROTTLED: {
    sentence: 'The platform {platform} asks for a pause.',
    wayOut: 'Mendian asks it again later, by itself. Everything that is here already can be used.',
  },
  PLATFORM_UNREACHABLE: {
    sentence: 'The platform {platform} does not answer.',
    wayOut: 'Check the internet connection. Mendian asks it again later, by itself.',
  },
  PLATFORM_REFUSED: {
    sentence: '{platform} refused it[[: {said}]][[ ({code})]].',
    wayOut: 'Correct what it names and try again. If it names nothing, check what the access of this shop allows.',
  },
  PLATFORM_UNREADABLE: {
    sentence: 'The platform {platform} gave an answer that cannot be read.',
    wayOut: 'Mendian asks it again later, by itself. If it stays so, give IT the log.',
  },
  PLATFORM_ITEM_UNREADABLE: {
    sentence: '{platform} tells of {subject} what cannot be read: {field}.',
    wayOut: 'Put it right on the platform. Mendian asks for it again by itself; everything else goes on.',
  },
  PLATFORM_RESTING: {
    sentence: '{platform} has failed several times in a row and is left alone for a moment.',
    wayOut: 'Mendian tries it again by itself. What you changed is kept and sent then.',
  },
  PLATFORM_SIGN_IN: {
    sentence: '{platform} no longer accepts the access that was given for this shop.',
    wayOut: 'Connect the shop again. What waits is kept and sent afterwards.',
  },
  QUOTA_USED_UP: {
    sentence: 'The calls that {platform} allows for today are used up.',
    wayOut: 'Mendian goes on when the new day begins. IT can record a top-up on the sync page.',
  },
  SHOP_UNKNOWN: {
    sentence: 'This shop is not connected.',
    wayOut: 'Choose one of the connected shops, or connect it.',
  },
  SHOP_ALREADY_CONNECTED: {
    sentence: 'The shop {shop} is connected already.',
    wayOut: 'Open it on the sync page to change its access.',
  },
  CARRIER_UNKNOWN: {
    sentence: '{platform} does not know the carrier {carrier}.',
    wayOut: "Write it as the platform's own list does, or give its code there, and try again.",
  },
  CREDENTIALS_WRONG: {
    sentence: '{platform} does not accept these details[[ ({code})]].',
    wayOut: "Compare them with those in the platform's own back office, letter by letter.",
  },
  CREDENTIALS_MISSING: {
    sentence: 'These details are missing: {fields}.',
    wayOut: 'Fill in what is marked, then try again.',
  },
  VAULT_UNREADABLE: {
    sentence: 'The access details of the shops cannot be read on this computer.',
    wayOut: 'Connect the shops again. Orders and waiting changes are not touched.',
  },
  CHANGE_UNKNOWN: {
    sentence: 'There is no such change.',
    wayOut: 'Load the page again: it may be too old to be listed.',
  },
  CHANGE_SETTLED: {
    sentence: 'This change has already been sent or given up.',
    wayOut: 'Make a new change if the value is still to be another one.',
  },
  CHANGE_WAITING: {
    sentence: 'It is saved here and waits for its turn to be sent.',
    wayOut: 'Nothing is to be done: it is sent as soon as the platform can be reached.',
  },
  CHANGE_IN_CONFLICT: {
    sentence: 'The platform has changed it too, so it waits for a decision.',
    wayOut: 'Choose which one holds under “Conflicts” on the sync page.',
  },
  PUSH_UNSUPPORTED: {
    sentence: 'The platform does not take this kind of change[[: {kind}]].',
    wayOut: "Make it in the platform's own back office, then give this one up.",
  },
  WHOLE_PIECES_ONLY: {
    sentence: '{platform} counts whole pieces only, and this changes the stock by {value}.',
    wayOut: 'Give this one up, and change the stock by whole pieces.',
  },
  WHOLE_CENTS_ONLY: {
    sentence: '{platform} takes prices with two decimals at most, and this one is {value}.',
    wayOut: 'Give this one up, and enter a price with two decimals.',
  },
  LISTING_GONE: {
    sentence: '{platform} does not have this product any more, or not this variant of it.',
    wayOut: 'If it is to be sold there, put it up again on the platform and try again. Otherwise give this one up.',
  },
  LISTING_WITHOUT_CODE: {
    sentence: 'On {platform} this variant has no code (SKU), so it cannot be changed from here.',
    wayOut: 'Give it a code on the platform, then try again.',
  },
  ORDER_GONE: {
    sentence: '{platform} does not have this order any more.',
    wayOut: 'Look for it on the platform. If it was deleted there, give this one up.',
  },
  NOTHING_TO_FULFIL: {
    sentence: 'On {platform} nothing of this order is left to be shipped.',
    wayOut: 'It was shipped or cancelled there. If that is right, give this one up.',
  },
  NOT_STOCKED_THERE: {
    sentence: '{platform} keeps no stock of this product at the shop’s location.',
    wayOut: 'On the platform, let it be stocked at that location, then try again.',
  },
  OUTBOX_ELSEWHERE: {
    sentence: 'Another computer has been sending from a copy of these data, perhaps this change too.',
    wayOut: 'Look whether the platform has it. If not, try it again; if it has, give it up.',
  },
  EDIT_OVERTAKEN: {
    sentence: 'It cannot be undone: the same has been edited again since.',
    wayOut: 'Undo the later edit first, or make a new one.',
  },
  CONFLICT_SETTLED: {
    sentence: 'This conflict has already been settled.',
    wayOut: 'Undo the decision first if it is to be another one.',
  },
  UNDO_TOO_LATE: {
    sentence: 'This can no longer be undone: it is more than {hours} hours old.',
    wayOut: 'Make a new change instead.',
  },
  ALREADY_UNDONE: {
    sentence: 'This has already been undone.',
    wayOut: 'There is nothing left to undo. Make a new change if another value is wanted.',
  },
  PULL_WOULD_EMPTY: {
    sentence:
      '{platform} now says that {affected} of {products} products are gone or sold out. Nothing has been changed.',
    wayOut: 'Look into the shop on the platform. If it is right, allow it on the sync page; if not, leave it there.',
  },
  OFFICE_UNREACHABLE: {
    sentence: "The head office's database cannot be reached.",
    wayOut: 'Everything here goes on; what waits is sent when it is back.',
  },
  OFFICE_REFUSED: {
    sentence: "The head office's database refused the access.",
    wayOut: 'Check address, user and password in the settings.',
  },
  OFFICE_ROW_REFUSED: {
    sentence: "The head office's database does not take a row ({rule}).",
    wayOut: 'Everything else goes on. Show IT this rule; then sync again.',
  },
  OFFICE_NEWER: {
    sentence: "The head office's database is made for a newer Mendian (schema {theirs}, this one knows {ours}).",
    wayOut: 'Update Mendian on this computer.',
  },
  OFFICE_OLDER: {
    sentence: "The head office's database is of an older Mendian (schema {theirs}, this one needs {ours}).",
    wayOut: 'Ask IT to update it from a computer that is allowed to.',
  },
};
