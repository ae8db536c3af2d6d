import { storeContract } from '@pegel/domain/testing';
import { memoryStore } from './index.js';

storeContract('store-memory', () => ({ store: memoryStore(), close: () => {} }));
