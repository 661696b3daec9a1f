export { StoresPage } from './stores-page.tsx';
