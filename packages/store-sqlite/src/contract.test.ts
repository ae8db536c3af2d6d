import { storeContract } from '@pegel/domain/testing';
import { openStore } from './testing/open-store.js';

storeContract('store-sqlite', () => {
  const { store, close } = openStore();
  return { store, close };
});
