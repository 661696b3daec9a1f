export { createKeyFileBox } from './key-file-box.ts';
export { createVault, type SecretBox, type Secrets, type Vault } from './vault.ts';
